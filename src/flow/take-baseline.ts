import { redBaseline } from '../core/verdicts/red-baseline.ts';
import type { Cache } from '../ports/cache.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
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
  /** Why nothing can be judged here: the task is blocked and nobody is blamed. */
  readonly red?: string;
}

export interface BaselineTools {
  readonly toolchain: Toolchain;
  readonly shell: Shell;
  readonly cache: Cache;
}

export interface BaselineOrder {
  readonly commit: CommitId;
  /** Names the code that is judged: a hash of the tree; commits with the same key share their baseline. */
  readonly treeKey: string;
  readonly features: readonly string[];
  /** Command lines of the policy's `validate`. */
  readonly validate: readonly string[];
  readonly signal?: AbortSignal;
}

/** Changes when the shape of {@link Baseline} changes, so that older entries are misses. */
const SHAPE = 1;

/** Judges the base before any candidate, from the cache when the same tree was judged with the same tools. */
export async function takeBaseline(
  tools: BaselineTools,
  lease: SlotLease,
  order: BaselineOrder,
): Promise<Baseline> {
  const { toolchain, cache } = tools;
  await lease.reset(order.commit);
  const versions = await toolchain.versions(lease.slot, order.signal);
  const key = JSON.stringify([
    'baseline',
    order.treeKey,
    versions.rustc,
    versions.cargo,
    order.features,
    order.validate,
  ]);
  const kept = baselineIn(await cache.get(key));
  if (kept) return kept;
  const workspace = await toolchain.workspace(lease.slot, order.signal);
  const baseline = await judgeBase(tools, lease, { ...order, workspace });
  // A time-out may be the machine's fault and is tried again; everything else stays true of this tree.
  const timedOut = [baseline.check, baseline.clippy, baseline.tests].some((run) => run?.timedOut);
  if (!timedOut) await cache.put(key, { shape: SHAPE, baseline });
  return baseline;
}

async function judgeBase(
  { toolchain, shell }: BaselineTools,
  { slot }: SlotLease,
  { workspace, validate, signal }: BaselineOrder & { readonly workspace: Workspace },
): Promise<Baseline> {
  const check = await toolchain.check(slot, signal);
  const red = redBaseline(check, workspace.packages);
  if (!check.ok) {
    const tests = { ...check, built: false, passed: [], failed: [], ignored: [] };
    return { workspace, check, tests, failingCommands: [], ...(red ? { red } : {}) };
  }
  const clippy = await toolchain.clippy(slot, signal);
  const tests = await toolchain.test(slot, signal);
  const failingCommands: string[] = [];
  for (const line of validate) if (!(await shell.run(slot, line, signal)).ok) failingCommands.push(line);
  return { workspace, check, ...(clippy ? { clippy } : {}), tests, failingCommands };
}

function baselineIn(entry: unknown): Baseline | undefined {
  if (typeof entry !== 'object' || entry === null || !('shape' in entry) || !('baseline' in entry))
    return undefined;
  return entry.shape === SHAPE ? (entry.baseline as Baseline) : undefined;
}
