import type { Settings } from '../core/policy/settings.ts';
import { outsideReadsIn } from '../core/verdicts/judge-outside-reads.ts';
import { redBaseline } from '../core/verdicts/red-baseline.ts';
import { treeKey } from '../core/verdicts/tree-key.ts';
import type { Cache } from '../ports/cache.ts';
import type { CommitId, Repository, SlotLease } from '../ports/repository.ts';
import type { CargoRun, Shell, TestRun, Toolchain, Workspace } from '../ports/toolchain.ts';

/** What cargo says of the untouched tree; a candidate answers only for what is worse. Plain JSON. */
export interface Baseline {
  readonly workspace: Workspace;
  readonly check: CargoRun;
  /** Absent when clippy is not installed or the check fails. */
  readonly clippy?: CargoRun;
  readonly tests: TestRun;
  /** The repository's own commands that fail on the base already. */
  readonly failingCommands: readonly string[];
  /** What its code reads from outside of the repository while it is compiled; absent where nothing. */
  readonly outsideReads?: readonly string[];
  /** Why nothing can be judged here: the task is blocked and nobody is blamed. */
  readonly red?: string;
}

/** What a baseline is taken with; a run has it all. */
export interface BaselineTools {
  readonly toolchain: Toolchain;
  readonly shell: Shell;
  readonly cache: Cache;
  readonly repository: Pick<Repository, 'list'>;
  readonly settings: {
    readonly sandbox: Settings['sandbox'];
    readonly policy: Pick<Settings['policy'], 'features' | 'packages' | 'validate'>;
  };
  readonly signal?: AbortSignal;
  /** The tip of the target branch, whose own code is trusted; a base that is another pull request's is not. */
  readonly base?: { readonly commit: CommitId };
  /** Waited for before cargo is given minutes of work: throws what would make that work useless. */
  readonly ready?: () => Promise<unknown>;
}

/** Changes when the shape of {@link Baseline} changes, so that older entries are misses. */
const SHAPE = 3;

/** Judges the base before any candidate, from the cache when the same tree was judged with the same tools. */
export async function takeBaseline(
  tools: BaselineTools,
  lease: SlotLease,
  commit: CommitId,
): Promise<Baseline> {
  const { toolchain, cache, signal } = tools;
  await lease.reset(commit);
  if (tools.base?.commit === commit) await toolchain.trust(lease.slot);
  const versions = await toolchain.versions(lease.slot, signal);
  const key = await keyOf(tools, commit, versions);
  const kept = baselineIn(await cache.get(key));
  if (kept) return kept;
  const workspace = await toolchain.workspace(lease.slot, signal);
  await tools.ready?.();
  const baseline = await judgeBase(tools, lease, workspace);
  if (staysTrue(baseline)) await cache.put(key, { shape: SHAPE, baseline });
  return baseline;
}

/** What may be the machine's fault is looked at again: a time-out, a base that is all red, a missing clippy. */
function staysTrue({ check, clippy, tests, red }: Baseline): boolean {
  if (red !== undefined || (check.ok && !clippy)) return false;
  return ![check, clippy, tests].some((run) => run?.timedOut);
}

/** Remembers the verdict on a tree that was judged as a candidate: a stack is not checked twice. */
export async function keepBaseline(
  tools: BaselineTools,
  commit: CommitId,
  baseline: Baseline,
): Promise<void> {
  if (!staysTrue(baseline)) return;
  await tools.cache.put(await keyOf(tools, commit, baseline.workspace), { shape: SHAPE, baseline });
}

/** Commits with the same key share their baseline. */
async function keyOf(
  { repository, settings }: BaselineTools,
  commit: CommitId,
  { rustc, cargo }: Pick<Workspace, 'rustc' | 'cargo'>,
): Promise<string> {
  const { features, packages, validate } = settings.policy;
  const commands = validate.map((one) => one.run);
  const tree = treeKey(await repository.list(commit));
  return JSON.stringify(['baseline', tree, rustc, cargo, settings.sandbox, features, packages, commands]);
}

async function judgeBase(
  { toolchain, shell, settings, signal }: BaselineTools,
  { slot }: SlotLease,
  workspace: Workspace,
): Promise<Baseline> {
  const check = await toolchain.check(slot, signal);
  const red = redBaseline(check, workspace.packages);
  const outside = outsideReadsIn(await toolchain.compiledFiles(slot));
  const reads = outside.length > 0 ? { outsideReads: outside } : {};
  if (!check.ok) {
    const tests = { ...check, built: false, passed: [], failed: [], ignored: [] };
    return { workspace, check, tests, failingCommands: [], ...reads, ...(red ? { red } : {}) };
  }
  const clippy = await toolchain.clippy(slot, signal);
  const tests = await toolchain.test(slot, signal);
  const failingCommands: string[] = [];
  for (const { run } of settings.policy.validate)
    if (!(await shell.run(slot, run, signal)).ok) failingCommands.push(run);
  return { workspace, check, ...(clippy ? { clippy } : {}), tests, failingCommands, ...reads };
}

function baselineIn(entry: unknown): Baseline | undefined {
  if (typeof entry !== 'object' || entry === null || !('shape' in entry) || !('baseline' in entry))
    return undefined;
  return entry.shape === SHAPE ? (entry.baseline as Baseline) : undefined;
}
