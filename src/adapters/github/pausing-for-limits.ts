import { setTimeout as pause } from 'node:timers/promises';
import { readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import { readRateLimit } from './rate-limit.ts';

/** A primary limit may last an hour: that is for the user to decide, a minute's pause is not. */
const LONGEST_PAUSE_SECONDS = 120;
const PAUSES = 2;

/** Sends the request again after the pause that GitHub asks for, at most twice; every other failure is passed on. */
export async function pausingForLimits<T>(request: () => Promise<T>, access: GitHubAccess): Promise<T> {
  for (let pauses = 0; ; pauses++) {
    try {
      return await request();
    } catch (error) {
      const failure = readFailure(error);
      const limit = failure && readRateLimit(failure);
      if (!limit || access.throttle === false || pauses === PAUSES) throw error;
      if (limit.seconds > LONGEST_PAUSE_SECONDS) throw error;
      access.onWait?.(`GitHub asks for a pause of ${limit.seconds} s (${limit.kind} rate limit).`);
      // Up to a second more, so that runners held back together do not return together.
      const milliseconds = limit.seconds * 1000 + Math.random() * 1000;
      await pause(milliseconds, undefined, access.signal ? { signal: access.signal } : {});
    }
  }
}
