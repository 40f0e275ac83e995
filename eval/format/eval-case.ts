/** Text files by their path in the repository, `/` separated. */
export type FileTexts = ReadonlyMap<string, string>;

/** What a case exercises; a row of the table. */
export const CATEGORIES = [
  'feature',
  'bugfix',
  'refactor',
  'test',
  'docs',
  'shader',
  'multi-file',
  'workspace',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** Claims about the text of files, for work that no test can be red for on the base (`hidden/check.json`). */
export interface TextClaims {
  /** Each expression matches its file (flags `m`); a missing file matches nothing. */
  readonly must: readonly TextClaim[];
  /** No expression matches its file. */
  readonly mustNot: readonly TextClaim[];
}

export interface TextClaim {
  readonly file: string;
  readonly matches: string;
}

/** A task with a known right solution and a hidden judge. */
export interface EvalCase {
  /** `<repository>/<task id>`. */
  readonly name: string;
  readonly repository: string;
  readonly change: string;
  readonly task: string;
  readonly category: Category;
  /** The task's text as it stands in every prompt; unique over all cases. */
  readonly text: string;
  /** Lines below the task that belong to it. */
  readonly details: readonly string[];
  /** Whole files after a right solution: those that are new or differ from the base. */
  readonly reference: FileTexts;
  /** Acceptance tests, laid over an accepted tree. */
  readonly hidden: FileTexts;
  readonly claims: TextClaims | undefined;
  /** Plausible wrong solutions that compile: whole files laid over the reference. */
  readonly wrong: readonly { readonly name: string; readonly files: FileTexts }[];
  /** Tests a good model writes first from the scenarios of the spec. */
  readonly scenarioTests: FileTexts;
}

/** A crate or workspace and its cases. */
export interface EvalRepository {
  readonly name: string;
  readonly base: FileTexts;
  readonly cases: readonly EvalCase[];
}
