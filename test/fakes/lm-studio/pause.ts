import { setTimeout as wait } from 'node:timers/promises';

/** Simulated work of so many milliseconds; ends early when the signal fires. 0 and Infinity speeds cost nothing. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (!(milliseconds > 0) || signal?.aborted) return;
  try {
    await wait(milliseconds, undefined, signal ? { signal } : {});
  } catch {
    // The client left; the caller looks at the signal.
  }
}
