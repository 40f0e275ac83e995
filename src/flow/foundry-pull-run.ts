import type { Analyst, Analysts } from '../ports/analyst.ts';
import type { FoundryWorld } from './foundry-world.ts';
import type { Run } from './run.ts';

/** A private folder in which one FoundryTask is done. Disposing removes it. */
export interface FoundryRoom extends AsyncDisposable {
  readonly world: FoundryWorld;
  /** What was written there, by its path in the repository. Throws `pull-too-large` before it reads too much. */
  files(): Promise<ReadonlyMap<string, Uint8Array>>;
}

/** What pull requests of FoundryTasks are made with: of a run all but model, cargo and sandbox. */
export interface FoundryPullRun
  extends Pick<
    Run,
    | 'settings'
    | 'base'
    | 'explicit'
    | 'redo'
    | 'signal'
    | 'mask'
    | 'repository'
    | 'slots'
    | 'branches'
    | 'history'
    | 'pulls'
    | 'claims'
    | 'runs'
    | 'progress'
    | 'clock'
    | 'journal'
    | 'notes'
  > {
  /** A new room. What is read in it and would be too large, or holds a secret of the run, is refused. */
  readonly openRoom: (analyst: Analyst) => Promise<FoundryRoom>;
  readonly analysts: Analysts;
}
