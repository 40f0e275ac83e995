import type { Fault } from '../core/fault.ts';
import { stackOrder } from '../core/refresh/stack-order.ts';
import type { Outcome } from '../core/report/outcome.ts';
import { systemFault } from '../core/system-fault.ts';
import { clearClaims } from './claim-task.ts';
import type { RunEnd } from './complete-tasks.ts';
import { type OwnPull, ownPulls, taskOf } from './plan-move.ts';
import { refreshFoundryPulls } from './refresh-foundry-pulls.ts';
import { type Refreshed, refreshPull } from './refresh-pull.ts';
import type { Run } from './run.ts';
import type { Tip } from './tip.ts';

/**
 * Brings every own open pull request up to date with its base, whatever became of it: moved on, merged, squashed or
 * rebased. Dependants come after what they stand on.
 */
export async function refreshPulls(run: Run): Promise<RunEnd> {
  const listing = run.pulls.listOpen(run.settings.branchPrefix);
  const [open] = await Promise.all([listing, run.settings.dryRun ? undefined : clearClaims(run)]);
  const own = ownPulls(open);
  const stacked = own.map((one) => ({ ...one, branch: one.pull.branch, base: one.pull.base }));
  const refresher = new Refresher(run, own);
  for (const one of stackOrder(stacked)) await refresher.refresh(one);
  const { outcomes, fault, bug } = refresher;
  const folded = await refreshFoundryPulls(run, open);
  return {
    outcomes: [...outcomes, ...folded],
    ...(fault ? { fault } : {}),
    ...(bug === undefined ? {} : { bug }),
  };
}

/** What a pull request is to stand on, or why that cannot be told. */
type Target =
  | { readonly kind: 'tip'; readonly tip: Tip }
  | { readonly kind: 'none'; readonly reason: string };

/** Merged pull requests that stood on each other. */
const LONGEST_CHAIN = 100;

class Refresher {
  readonly #run: Run;
  readonly #own: ReadonlySet<string>;
  /** By branch. */
  readonly #ends = new Map<string, Refreshed>();
  #fault: Fault | undefined;
  #bug: unknown;

  constructor(run: Run, own: readonly OwnPull[]) {
    this.#run = run;
    this.#own = new Set(own.map(({ pull }) => pull.branch));
  }

  get outcomes(): readonly Outcome[] {
    return [...this.#ends.values()].map((end) => end.outcome);
  }

  get fault(): Fault | undefined {
    return this.#fault;
  }

  get bug(): unknown {
    return this.#bug;
  }

  async refresh(own: OwnPull): Promise<void> {
    const { pull, marker } = own;
    const end = await this.#endOf(own);
    this.#ends.set(pull.branch, end);
    const { outcome } = end;
    const said = outcome.kind === 'completed' ? (outcome.note ?? outcome.status) : outcome.reason;
    const task = `${marker.change}#${marker.task}`;
    this.#run.progress.emit({ kind: 'outcome', task, outcome: outcome.kind, text: said });
  }

  async #endOf(own: OwnPull): Promise<Refreshed> {
    const { signal } = this.#run;
    if (this.#fault || this.#bug !== undefined)
      return this.#left(own, 'stopped', 'the run had to stop before it');
    if (signal.aborted) return this.#left(own, 'timeout', 'the run ended before it');
    try {
      const target = await this.#targetOf(own.pull.base);
      if (target.kind === 'none') return await this.#left(own, 'waiting', target.reason);
      return await refreshPull(own, target.tip, this.#run);
    } catch (error) {
      return this.#trouble(own, error);
    }
  }

  /** The branch itself while it is open or nobody's; where it went once it was merged. */
  async #targetOf(base: string): Promise<Target> {
    const { run, seen } = { run: this.#run, seen: new Set<string>() };
    let branch = base;
    while (branch !== run.base.branch) {
      if (seen.has(branch) || seen.size > LONGEST_CHAIN)
        return { kind: 'none', reason: `the pull requests around ${branch} stand on each other` };
      seen.add(branch);
      if (this.#own.has(branch)) {
        const tip = this.#ends.get(branch)?.tip;
        if (tip) return { kind: 'tip', tip };
        return { kind: 'none', reason: `it builds on ${branch}, which does not hold` };
      }
      const pull = await run.pulls.find(branch);
      if (pull?.state === 'closed')
        return {
          kind: 'none',
          reason: `it builds on ${branch}, whose pull request was closed without merging`,
        };
      if (pull?.state !== 'merged') {
        const commit = await run.branches.tip(branch);
        if (commit === undefined) return { kind: 'none', reason: `its base ${branch} is gone` };
        return { kind: 'tip', tip: { branch, commit: await run.repository.resolve(commit) } };
      }
      branch = pull.base;
    }
    return { kind: 'tip', tip: run.base };
  }

  async #left(
    own: OwnPull,
    why: 'stopped' | 'timeout' | 'waiting' | 'held',
    reason: string,
  ): Promise<Refreshed> {
    const task = await taskOf(own, this.#run);
    return { outcome: { kind: 'skipped', task, why, reason }, tip: undefined };
  }

  async #trouble(own: OwnPull, error: unknown): Promise<Refreshed> {
    const { signal } = this.#run;
    if (signal.aborted) {
      const why = signal.reason instanceof Error ? signal.reason.message : 'stopped';
      return this.#left(own, 'timeout', `the run was ${why} before it was done`);
    }
    const fault = systemFault(error);
    if (fault?.code === 'branch-moved')
      return this.#left(
        own,
        'held',
        'another run or a person moved its branch meanwhile, so this run left it alone',
      );
    if (fault) this.#fault ??= fault;
    else this.#bug ??= error;
    const task = await taskOf(own, this.#run);
    const reason = fault?.message ?? 'a bug in openspec-complete stopped it';
    return { outcome: { kind: 'failed', task, reason, attempts: [], errors: [] }, tip: undefined };
  }
}
