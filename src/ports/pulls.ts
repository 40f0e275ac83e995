/** A pull request as the product sees it. In a local run it is a text file and `number` is 0. */
export interface Pull {
  readonly number: number;
  readonly url: string;
  readonly branch: string;
  readonly base: string;
  readonly head: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly state: 'open' | 'closed' | 'merged';
}

/** What the pull request for a branch should look like. */
export interface PullText {
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
  readonly labels: readonly string[];
  readonly reviewers: readonly string[];
}

/** The end of publishing. `forbidden`: the branch is pushed, GitHub does not let Actions open pull requests. */
export type Published =
  | { readonly kind: 'opened' | 'updated' | 'unchanged'; readonly pull: Pull }
  | { readonly kind: 'forbidden'; readonly compareUrl: string; readonly setting: string };

/** Pull requests of one repository, keyed by branch. */
export interface Pulls {
  /** The newest pull request from this branch, whatever its state. A number of calls that many questions do not raise. */
  find(branch: string): Promise<Pull | undefined>;
  /** Open pull requests whose branch starts with the prefix; a constant number of calls per hundred. */
  listOpen(branchPrefix: string): Promise<readonly Pull[]>;
  /** Makes the open pull request for the branch be exactly this; writes only what differs. */
  ensure(text: PullText, existing: Pull | undefined): Promise<Published>;
  /** Link to a line of a file at a commit. */
  lineUrl(commit: string, path: string, line: number): string;
}
