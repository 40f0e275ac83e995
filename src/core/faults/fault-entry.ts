/** What a fault of the program is: one wording, one hint, one exit code (docs: README "Exit codes"). */
export interface FaultEntry {
  /** Process exit code: 2 usage or configuration, 3 model unavailable, 4 sandbox unavailable, 5 GitHub or git. */
  readonly exit: 2 | 3 | 4 | 5;
  /** One clear sentence; `at` is the thing it is about (a path, an address, a key), data and never interpreted. */
  readonly say: (at: string) => string;
  /** What the user can do about it, one sentence. */
  readonly fix: string;
}
