/** What a task asks for; decides who does it. `foundry`: a FoundryTask, which is of no change. */
export type TaskKind = 'code' | 'test' | 'docs' | 'verify' | 'manual' | 'meta' | 'foundry';

/**
 * Why an open box is left alone though OpenSpec counts it as open work: a marker such as `[~]` or `[-]`, a
 * struck-through or "(deferred)", "N/A" text, a box inside a code fence or an HTML comment, a box without text.
 */
export type Deferral = 'marker' | 'struck' | 'deferred' | 'fenced' | 'commented' | 'empty';

/** One checkbox that OpenSpec >= 1.13.1 counts, with everything this product reads around it. */
export interface Task {
  /** Unique within its change: the written id (`1.2`, `T001`), else derived from its title. */
  readonly id: string;
  readonly change: string;
  /** Repository-relative path of the tracked file, `/` separated. */
  readonly file: string;
  /** 1-based line of the checkbox in `file`. */
  readonly line: number;
  readonly done: boolean;
  /** The character inside the box, `''` for an empty one. */
  readonly marker: string;
  /** Heading texts from the outermost to the nearest, without `#`. */
  readonly section: readonly string[];
  /** The whole text: first line plus wrapped continuation lines, written id and marks included, joined by spaces. */
  readonly text: string;
  /** `text` without the written id and marks: what a title shows. */
  readonly title: string;
  /** Plain bullets and paragraphs below the task that belong to it, one entry a line. */
  readonly details: readonly string[];
  /** Paths and code named in backticks, in order, without duplicates. */
  readonly mentions: { readonly files: readonly string[]; readonly code: readonly string[] };
  readonly kind: TaskKind;
  /** Commands of a `verify` task, in order (`cargo test -p core`). */
  readonly commands: readonly string[];
  readonly optional: boolean;
  /** Set when the box must not be worked on whatever its kind; never set on a done task. */
  readonly deferred?: Deferral;
  /** `[P]`: may run beside its neighbours. */
  readonly parallel: boolean;
  /** Ids named by "depends on" and the like; undefined when nothing is written. */
  readonly dependsOn?: readonly string[];
  /** Set when the task is an issue: no file holds it, no box is ticked, and its pull request closes it. */
  readonly issue?: { readonly number: number; readonly url: string };
  /** Id of the task whose checkbox encloses this one; a nested box belongs to its parent's pull request. */
  readonly parent?: string;
  /** Stands for a `## N.` group and has no box of its own, see core/tasks/group-sections.ts. */
  readonly isSection?: true;
}

/** A change and its tasks, in file order. `total` and `complete` equal `openspec list --json`. */
export interface Change {
  readonly name: string;
  readonly files: readonly string[];
  readonly total: number;
  readonly complete: number;
  readonly tasks: readonly Task[];
}
