/** Tests that were written from the spec's scenarios before the code, and were red on the base. */
export interface WrittenTests {
  readonly kind: 'written';
  /** Repository-relative path of the new file. */
  readonly path: string;
  readonly text: string;
  /** Begins the names of its tests: `app/test/scenario_1_2`. */
  readonly target: string;
  /** Names within the target: `adds`, `tests::adds`. */
  readonly names: readonly string[];
  /** How they failed on the base, one phrase: `they do not compile yet (E0432)`. */
  readonly red: string;
  /** Titles of the scenarios they were written for. */
  readonly scenarios: readonly string[];
}

/** What came of `tests: auto|require`; `none` says why in one phrase. */
export type ScenarioTests = WrittenTests | { readonly kind: 'none'; readonly why: string };
