import type { BareRepository } from './bare-repository.ts';
import type { GitHubState } from './github-state.ts';

/** What an operation works on. */
export interface World {
  readonly state: GitHubState;
  readonly git: BareRepository;
  /** Bases of the links in answers. */
  readonly apiUrl: string;
  readonly serverUrl: string;
}

/** One request that GitHub's description allows. */
export interface Call extends World {
  /** Decoded parts of the path by their name in the description. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON body; {} without one. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** A body that is not JSON. */
  readonly page?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** True: the body is one list to be cut into pages. */
  readonly paged?: boolean;
}

export type Operation = (call: Call) => Answer | Promise<Answer>;
