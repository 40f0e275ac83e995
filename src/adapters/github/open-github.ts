import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { Fault } from '../../core/fault.ts';
import { readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import { type Doing, toFault } from './to-fault.ts';

/** An open line to one repository. */
export interface GitHub {
  readonly octokit: Octokit;
  /** Names the repository in every request. */
  readonly repository: { readonly owner: string; readonly repo: string };
  /** Runs a request. Throws `github-*` faults; throws the signal's reason as soon as it is aborted. */
  call<T>(doing: Doing, request: () => Promise<T>): Promise<T>;
}

const RetryingOctokit = Octokit.plugin(retry, throttling);
/** A primary limit may last an hour: that is for the user to decide, a minute's pause is not. */
const LONGEST_PAUSE_SECONDS = 120;
const PAUSES = 2;

/** Opens the line; sends nothing yet. */
export function openGitHub(access: GitHubAccess): GitHub {
  const octokit = new RetryingOctokit({
    auth: access.token,
    baseUrl: access.apiUrl.replace(/\/+$/, ''),
    userAgent: access.userAgent,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch: boundedFetch(access) },
    throttle: throttleOptions(access),
    // 429 belongs to the throttling plugin. Unthrottled retries follow each other at once (factor in milliseconds).
    retry: {
      doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451],
      retryAfterBaseValue: isThrottled(access) ? 1000 : 1,
    },
  });
  octokit.hook.after('request', (response) => {
    if (typeof response.data === 'string' && response.status !== 204)
      throw new Fault(
        'github-failed',
        `${access.apiUrl} sent a web page or a cut answer instead of JSON, check GITHUB_API_URL`,
      );
  });
  return {
    octokit,
    repository: { owner: access.owner, repo: access.repo },
    call: async (doing, request) => {
      try {
        return await untilAborted(request, access.signal);
      } catch (error) {
        access.signal?.throwIfAborted();
        const failure = readFailure(error);
        throw failure ? toFault(failure, doing, access) : error;
      }
    },
  };
}

function isThrottled(access: GitHubAccess): boolean {
  const host = new URL(access.apiUrl).hostname;
  return access.throttle ?? (host === 'api.github.com' || host.endsWith('.ghe.com'));
}

/**
 * GitHub asks for one second between writes
 * (https://docs.github.com/en/rest/guides/best-practices-for-using-the-rest-api). The plugin keeps three when a write
 * notifies people, across all instances: a pull request with labels and reviewers would take 9 s. Telling it that
 * nothing notifies leaves the documented second.
 */
function throttleOptions(access: GitHubAccess) {
  if (!isThrottled(access)) return { enabled: false as const };
  const pauseFor =
    (limit: string) => (seconds: number, _request: unknown, _octokit: unknown, count: number) => {
      const pausing = seconds <= LONGEST_PAUSE_SECONDS && count < PAUSES;
      if (pausing) access.onWait?.(`GitHub asks for a pause of ${seconds} s (${limit} rate limit).`);
      return pausing;
    };
  const documentedSpacing = { triggersNotification: () => false };
  return {
    ...documentedSpacing,
    onRateLimit: pauseFor('primary'),
    onSecondaryRateLimit: pauseFor('secondary'),
  };
}

/** fetch that gives up on a silent server, and is not retried once the run was aborted. */
function boundedFetch(access: GitHubAccess): typeof fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout((access.answerSeconds ?? 60) * 1000);
    const signal = access.signal ? AbortSignal.any([access.signal, timeout]) : timeout;
    try {
      return await fetch(input, { ...init, signal });
    } catch (error) {
      // Octokit passes on errors of this name; any other is wrapped as a status 500 and sent again.
      if (access.signal?.aborted) throw new DOMException('aborted', 'AbortError');
      throw error;
    }
  };
}

/** The plugins' own pauses do not listen to a signal. */
async function untilAborted<T>(request: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return request();
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([request(), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function ignore(): void {
  // Octokit's own log goes to the console; what users need is in the faults.
}
