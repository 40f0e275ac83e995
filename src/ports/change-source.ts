import type { Scenario } from '../core/specs/parse-scenarios.ts';
import type { Change } from '../core/tasks/task.ts';

/** The changes of one version of a repository: its working tree or a commit. */
export interface ChangeSource {
  /**
   * The changes with their tasks, by name; only the named ones when names are given (unknown names are absent).
   * Throws `no-openspec`, `tasks-unreadable`.
   */
  changes(names?: readonly string[]): Promise<readonly Change[]>;
  /** What was planned for a change; every part is optional in a plan. Throws `no-openspec`. */
  documents(change: string): Promise<ChangeDocuments>;
}

/** A text file of a change. Bytes that are no UTF-8 appear as U+FFFD. */
export interface ChangeDocument {
  readonly path: string;
  readonly text: string;
}

export interface ChangeDocuments {
  readonly proposal?: ChangeDocument;
  readonly design?: ChangeDocument;
  /** The spec deltas, by path. */
  readonly specs: readonly ChangeDocument[];
  readonly scenarios: readonly Scenario[];
}
