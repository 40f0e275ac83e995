import { Fault } from '../core/fault.ts';
import { classifyProfile } from '../core/profiles/classify-profile.ts';
import { testFileFor } from '../core/prompts/test-file-for.ts';
import { compareGates } from '../core/pulls/compare-gates.ts';
import { type Claim, readClaim } from '../core/pulls/read-claim.ts';
import type { Tools, Verification } from '../core/pulls/verification.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import type { GateResult } from '../core/verdicts/gate.ts';
import { readTestFile } from '../core/verdicts/read-test-file.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import type { Pull } from '../ports/pulls.ts';
import type { Ancestry, CommitId, Repository, SlotLease, Slots } from '../ports/repository.ts';
import { changeOfPull } from './change-of-pull.ts';
import { judgeCandidate } from './judge-candidate.ts';
import { judgeRed } from './judge-red.ts';
import { type ProvenWork, readProvenWork } from './read-proven-work.ts';
import { readShaders } from './read-shaders.ts';
import type { Run } from './run.ts';
import { runVerifyTask } from './run-verify-task.ts';
import type { ScenarioTests } from './scenario-tests.ts';
import { type Baseline, type BaselineTools, takeBaseline } from './take-baseline.ts';

/** What a proof is looked at with. */
export interface VerifyTools {
  readonly repository: Repository;
  readonly ancestry: Ancestry;
  /** The machine, set up by the policy of the commit that the work started from. */
  readonly open: (base: CommitId) => Promise<Bench>;
  readonly sourceAt: (commit: CommitId) => ChangeSource;
}

export interface Bench extends Omit<BaselineTools, 'settings' | 'signal'> {
  readonly settings: Pick<Run['settings'], 'sandbox' | 'policy'>;
  readonly slots: Slots;
  readonly signal: AbortSignal;
  /** The same with another release of Rust (`1.85.0`), whether it is installed or not. */
  readonly withRelease: (release: string) => Pick<BaselineTools, 'toolchain' | 'shell'>;
}

/**
 * Judges a pull request again: is its branch still what the marker describes, and do the gates say the same of exactly
 * that tree? The marker is hostile: it names what is compared, and nothing in it is believed. Writes nothing but
 * caches. Throws faults of git and of the tools.
 */
export async function verifyPull(pull: Pull, tools: VerifyTools): Promise<Verification> {
  const read = readClaim(pull.body);
  if (read.kind === 'none') return apart(pull, undefined, read.why);
  const { claim } = read;
  const misplaced = await findMisplaced(pull, claim, tools.ancestry);
  if (misplaced !== undefined) return apart(pull, claim, misplaced);
  const found = await tools.open(claim.base);
  const change = await changeOfPull(pull, claim, tools.sourceAt(claim.base));
  const { policy } = found.settings;
  const work = await readProvenWork(claim, { repository: tools.repository, change, policy });
  if (work.kind === 'foreign') return apart(pull, claim, work.why);
  await using lease = await found.slots.lease(found.signal);
  const bench = await asRecorded(claim, found, lease);
  const judged = await judgeAgain({ claim, work, repository: tools.repository }, lease, bench);
  const { gates, difference } = compareGates(claim.gates, judged.gates);
  const first = judged.trouble ?? difference;
  const recorded = { rustc: claim.rustc, cargo: claim.cargo };
  const same = recorded.rustc === judged.tools.rustc && recorded.cargo === judged.tools.cargo;
  return {
    ...apart(pull, claim, first),
    toolchain: { recorded, found: judged.tools, same },
    gates,
    compileLog: judged.compileLog,
    testLog: judged.testLog,
  };
}

/** A verification that ran nothing. */
function apart(pull: Pull, claim: Claim | undefined, difference: string | null): Verification {
  return {
    version: 1,
    holds: difference === null,
    difference,
    branch: pull.branch,
    proven: claim ? { head: claim.head, tree: claim.tree, base: claim.base } : null,
    toolchain: null,
    gates: [],
    compileLog: '',
    testLog: '',
  };
}

/** Why the marker does not speak of what would be merged. */
async function findMisplaced(pull: Pull, claim: Claim, ancestry: Ancestry): Promise<string | undefined> {
  const tip = await ancestry.bring(pull.branch);
  if (tip === undefined) return `the branch ${pull.branch} is gone`;
  if (tip !== claim.head) return `the branch has moved since: it is at ${tip}, and ${claim.head} was proven`;
  const tree = await ancestry.treeOf(tip);
  if (tree !== claim.tree) return `the tree of ${tip} is ${tree}, and ${claim.tree} was proven`;
  if (tip === claim.base || !(await ancestry.includes(tip, claim.base)))
    return `${claim.base}, on which it was proven, is not below it`;
  const target = await ancestry.bring(pull.base);
  if (target === undefined) return `its target branch ${pull.base} is gone`;
  // Else commits that nobody judged could hide between the target and the base of the proof.
  if (!(await ancestry.includes(target, claim.base)))
    return `${claim.base}, on which it was proven, is not on ${pull.base}`;
  return undefined;
}

/** The bench with the toolchain of the claim, where rustup has it; else as it is. */
async function asRecorded(claim: Claim, bench: Bench, lease: SlotLease): Promise<Bench> {
  await lease.reset(claim.base);
  const { rustc } = await bench.toolchain.versions(lease.slot, bench.signal);
  const release = /^rustc (\d{1,3}\.\d{1,3}\.\d{1,3}) /.exec(claim.rustc)?.[1];
  if (rustc === claim.rustc || release === undefined) return bench;
  const other = bench.withRelease(release);
  try {
    const versions = await other.toolchain.versions(lease.slot, bench.signal);
    return versions.rustc === claim.rustc ? { ...bench, ...other } : bench;
  } catch (error) {
    if (error instanceof Fault && (error.code === 'toolchain-missing' || error.code === 'no-cargo'))
      return bench;
    throw error;
  }
}

interface Judged {
  readonly tools: Tools;
  readonly gates: readonly GateResult[];
  /** What is wrong beside or before the gates. */
  readonly trouble?: string;
  readonly compileLog: string;
  readonly testLog: string;
}

interface Again {
  readonly claim: Claim;
  readonly work: Extract<ProvenWork, { kind: 'work' }>;
  readonly repository: Repository;
}

async function judgeAgain(again: Again, lease: SlotLease, bench: Bench): Promise<Judged> {
  const { claim, work, repository } = again;
  const { task, before, changes } = work;
  if (task.kind === 'verify' && changes.size === 0) return proveAgain(again, lease, bench);
  const baseline = await takeBaseline(bench, lease, claim.base);
  const tools = { rustc: baseline.workspace.rustc, cargo: baseline.workspace.cargo };
  if (baseline.red)
    return {
      tools,
      gates: [],
      trouble: `its base cannot be judged: ${baseline.red}`,
      compileLog: '',
      testLog: '',
    };
  const scenarioTests = await findScenarioTests(again, { lease, baseline }, bench);
  const proofs = task.commands.map(asProof);
  await lease.reset(claim.head);
  const { verdict, changes: formatted } = await judgeCandidate(bench, lease, {
    baseline: {
      ...baseline,
      failingCommands: baseline.failingCommands.filter((one) => !proofs.includes(one)),
    },
    before,
    changes,
    kind: task.kind,
    askedCode: task.mentions.code,
    profile: classifyProfile({ task, packages: baseline.workspace.packages, paths: [...changes.keys()] }),
    validate: bench.settings.policy.validate,
    proofs,
    shaders: () => readShaders(repository, claim.base),
    ...(scenarioTests ? { scenarioTests } : {}),
    signal: bench.signal,
  });
  const other = [...formatted].find(([path, text]) => changes.get(path) !== text);
  const { gates, compileLog, testLog } = verdict;
  const trouble = other ? { trouble: `the tools of this machine would write ${other[0]} otherwise` } : {};
  return { tools, gates, compileLog, testLog, ...trouble };
}

/** The commands of a `verify` task on exactly the proven tree. */
async function proveAgain({ claim, work }: Again, lease: SlotLease, bench: Bench): Promise<Judged> {
  const { commands } = work.task;
  const order = { commit: claim.head, commands, signal: bench.signal };
  const end = await runVerifyTask(bench.shell, lease, order);
  await lease.reset(claim.head);
  const { rustc, cargo } = await bench.toolchain.versions(lease.slot, bench.signal);
  const tools = { rustc, cargo };
  if (end.kind === 'proved') return { tools, ...end.verdict };
  return { tools, gates: [], trouble: end.reason, compileLog: end.compileLog, testLog: end.testLog };
}

/** The tests that were written first, proven red on the base again; undefined where the marker knows of none. */
async function findScenarioTests(
  { claim, work, repository }: Again,
  place: { readonly lease: SlotLease; readonly baseline: Baseline },
  bench: Bench,
): Promise<ScenarioTests | undefined> {
  if (claim.gates.get('scenario-tests') !== 'passed') return undefined;
  const taken = new Set((await repository.list(claim.base)).map(({ path }) => path));
  const { packages } = place.baseline.workspace;
  for (const [path, text] of work.changes) {
    if (text === null || taken.has(path) || !path.endsWith('.rs')) continue;
    const file = testFileFor({ id: claim.task, paths: [path] }, packages, taken);
    if (file.kind === 'none' || file.path !== path) continue;
    const read = readTestFile(path, text);
    if (read.kind === 'refused') return { kind: 'none', why: read.why };
    const tests = { path, text, target: file.target, names: read.names };
    const red = await judgeRed({ ...place, commit: claim.base }, bench, tests);
    if (red.kind === 'refused') return { kind: 'none', why: red.why };
    return { kind: 'written', ...tests, red: red.how, scenarios: [] };
  }
  return { kind: 'none', why: 'no test of the pull request is one that is written first' };
}
