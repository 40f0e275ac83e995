import type { Settings } from '../core/policy/settings.ts';
import type { Proof } from '../core/pulls/proof.ts';
import type { Cache } from '../ports/cache.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import type { Claims, Runs } from '../ports/claims.ts';
import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Lineage } from '../ports/lineage.ts';
import type { ModelCard, ModelServer } from '../ports/model.ts';
import type { Progress } from '../ports/progress.ts';
import type { Pulls } from '../ports/pulls.ts';
import type { Branches, History, Repository, Slots } from '../ports/repository.ts';
import type { Sandbox } from '../ports/sandbox.ts';
import type { Symbols } from '../ports/symbols.ts';
import type { Shell, Toolchain } from '../ports/toolchain.ts';
import type { Tip } from './tip.ts';
import type { WorkBudget } from './work-budget.ts';

/** What one run has in its hands: the settled settings and a door to every outside thing. */
export interface Run {
  readonly settings: Settings;
  /** The branch the run targets, at the commit it works from. */
  readonly base: Tip;
  /** Whether the user named changes or tasks: then an earlier failure is tried again. */
  readonly explicit: boolean;
  /** Whether what a person closed without merging is worked on all the same: `/complete retry`. */
  readonly redo?: boolean;
  /** Where the run's JSON report will be, for the pull request's pointers to whole logs. */
  readonly reportPath: string;
  /** What every pull request of the run tells its reader, see {@link Proof}. */
  readonly notes?: readonly string[];
  readonly signal: AbortSignal;
  /** Hides every known secret in a text that is about to leave the program. */
  readonly mask: (text: string) => string;
  /** Keeps a task's proof, logs whole, for the report. */
  readonly keep: (proof: Proof) => void;
  readonly model: ModelServer;
  /** What all tasks together may use; undefined: no bound but the run's time. */
  readonly budget?: WorkBudget;
  /** The model to use, or the one with this key; asked for once, at the first need. Throws `model-*` faults. */
  readonly card: (key?: string) => Promise<ModelCard>;
  /** The same model as the server describes it now: once loaded it tells its context. The old card where it cannot say. */
  readonly rereadCard: (card: ModelCard) => Promise<ModelCard>;
  /** The changes and their documents at the base. */
  readonly source: ChangeSource;
  readonly repository: Repository;
  readonly slots: Slots;
  readonly branches: Branches;
  readonly history: History;
  readonly lineage: Lineage;
  readonly pulls: Pulls;
  readonly claims: Claims;
  readonly runs: Runs;
  readonly sandbox: Sandbox;
  readonly toolchain: Toolchain;
  readonly shell: Shell;
  readonly symbols: Symbols;
  readonly cache: Cache;
  /** Where the ends of tasks are recorded; undefined when nothing is. */
  readonly journal?: Journal;
  readonly progress: Progress;
  readonly clock: Clock;
}
