import type { Cache } from '../../ports/cache.ts';

/** Which repository on which GitHub, and who asks. */
export interface GitHubAccess {
  /** `GITHUB_API_URL`: `https://api.github.com`, `https://ghes.example/api/v3`. */
  readonly apiUrl: string;
  /** `GITHUB_SERVER_URL`: where people look at pull requests. */
  readonly serverUrl: string;
  readonly owner: string;
  readonly repo: string;
  readonly token: string;
  readonly userAgent: string;
  /**
   * True: a second between writes. False: no waiting at all, not for a limit and not between retries (tests). By
   * default short limits are waited out, and writes are spaced on github.com and ghe.com only: GitHub Enterprise Server
   * has no rate limits unless its administrator turned them on
   * (https://docs.github.com/en/enterprise-server@3.19/rest/guides/best-practices-for-using-the-rest-api).
   */
  readonly throttle?: boolean;
  /** Seconds one answer may take before the request counts as lost; 60 when not given. */
  readonly answerSeconds?: number;
  /** Where answers are kept with their ETags, so that unchanged ones are not sent again; absent: nowhere. */
  readonly cache?: Cache;
  /** Told in a sentence when the program waits for GitHub. */
  readonly onWait?: (text: string) => void;
  /** Told in a sentence what GitHub could not do for us, when the run goes on without it. */
  readonly onNotice?: (text: string) => void;
  readonly signal?: AbortSignal;
}
