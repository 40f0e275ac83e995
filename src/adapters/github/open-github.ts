import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { Fault } from '../../core/fault.ts';
import { readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import { pausingForLimits } from './pausing-for-limits.ts';
import { rememberAnswers } from './remember-answers.ts';
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

/** Opens the line; sends nothing yet. */
export function openGitHub(access: GitHubAccess): GitHub {
  const octokit = new RetryingOctokit({
    auth: access.token,
    baseUrl: access.apiUrl.replace(/\/+$/, ''),
    userAgent: access.userAgent,
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    request: { fetch: boundedFetch(access) },
    throttle: throttleOptions(access),
    // A 429 is a limit and waited out elsewhere. The pauses are 1, 4 and 9 times this many milliseconds.
    retry: {
      doNotRetry: [304, 400, 401, 403, 404, 410, 422, 429, 451],
      retryAfterBaseValue: access.throttle === false ? 1 : 1000,
    },
  });
  if (access.cache) rememberAnswers(octokit, access.cache, access.token);
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
        return await pausingForLimits(() => untilAborted(request, access.signal), access);
      } catch (error) {
        access.signal?.throwIfAborted();
        const failure = readFailure(error);
        throw failure ? toFault(failure, doing, access) : error;
      }
    },
  };
}

/**
 * GitHub asks for one second between writes
 * (https://docs.github.com/en/rest/guides/best-practices-for-using-the-rest-api). The plugin keeps three when a write
 * notifies people, across all instances: a pull request with labels and reviewers would take 9 s. Telling it that
 * nothing notifies leaves the documented second. Its pauses for limits are not used: they cannot be aborted.
 */
function throttleOptions(access: GitHubAccess) {
  const host = new URL(access.apiUrl).hostname;
  if (!(access.throttle ?? (host === 'api.github.com' || host.endsWith('.ghe.com'))))
    return { enabled: false as const };
  const documentedSpacing = { triggersNotification: () => false };
  return { ...documentedSpacing, onRateLimit: () => false, onSecondaryRateLimit: () => false };
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

/** The plugins' own pauses (a second of spacing, nine before the last retry) do not listen to a signal. */
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
