import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import type { Repair } from '../../src/core/repairs/repair.ts';
import { judgeCandidate } from '../../src/flow/judge-candidate.ts';
import { type Judged, mendCandidate } from '../../src/flow/mend-candidate.ts';
import type { Baseline } from '../../src/flow/take-baseline.ts';
import type { CandidateChanges } from '../../src/flow/try-answer.ts';
import { FakeShell } from '../fakes/fake-shell.ts';
import { folderLease } from './folder-lease.ts';
import type { RepairProgram } from './repair-program.ts';
import { LIMITS, machineSandbox, temporaryFolder } from './rust-slot.ts';

/** How a program ended. */
export interface MendedProgram {
  /** As the answer was. */
  readonly refused: Judged;
  /** After mending; the same when nothing helped. */
  readonly mended: Judged;
  /** Repairs that compiled, and whose tests failed. */
  readonly wrong: readonly Repair[];
}

/** Judges and mends programs in the real sandbox, without a model, in one warm target folder. */
export async function openRepairBench() {
  const folder = temporaryFolder();
  const sandbox = await machineSandbox();
  const toolchain = new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS });
  const target = join(folder.path, 'target');
  const baselines = new Map<string, Baseline>();

  async function mend(program: RepairProgram): Promise<MendedProgram> {
    const slot = { tree: join(folder.path, 'tree'), target };
    rmSync(slot.tree, { recursive: true, force: true });
    for (const [path, text] of program.base) {
      mkdirSync(dirname(join(slot.tree, path)), { recursive: true });
      writeFileSync(join(slot.tree, path), text);
    }
    await using lease = await folderLease(slot);
    const signal = new AbortController().signal;
    const key = JSON.stringify([...program.base]);
    const baseline = baselines.get(key) ?? (await judgeBase(slot));
    baselines.set(key, baseline);
    const wrong: Repair[] = [];
    const judge = async (candidate: CandidateChanges, repairs: readonly Repair[]): Promise<Judged> => {
      await lease.reset('base');
      const judgement = await judgeCandidate({ toolchain, shell: new FakeShell() }, lease, {
        baseline,
        ...candidate,
        kind: 'code',
        validate: [],
      });
      const failed = judgement.verdict.gates.some(
        ({ gate, result }) => gate === 'tests' && result === 'failed',
      );
      if (failed) wrong.push(...repairs);
      return { ...judgement, candidate, repairs };
    };
    const { base, changes, closed } = program;
    const before = new Map([...base].filter(([path]) => changes.has(path)));
    const refused = await judge({ changes, before, risks: [] }, []);
    const mended = await mendCandidate(refused, {
      lease,
      commit: 'base',
      baseline,
      repository: repositoryOf(base),
      toolchain,
      signal,
      mayEdit: (path) => base.has(path) && !closed.has(path) && path.endsWith('.rs'),
      judge,
      say: () => undefined,
    });
    return { refused, mended, wrong };
  }

  async function judgeBase(slot: { readonly tree: string; readonly target: string }): Promise<Baseline> {
    const workspace = await toolchain.workspace(slot);
    const check = await toolchain.check(slot);
    const clippy = await toolchain.clippy(slot);
    const tests = await toolchain.test(slot);
    return { workspace, check, ...(clippy ? { clippy } : {}), tests, failingCommands: [] };
  }

  return { mend, [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

function repositoryOf(base: RepairProgram['base']) {
  const entries = [...base].map(([path, text]) => ({
    path,
    mode: '100644',
    blob: '',
    size: Buffer.byteLength(text),
  }));
  return {
    list: () => Promise.resolve(entries),
    read: (_commit: string, paths: readonly string[]) =>
      Promise.resolve(new Map(paths.map((path) => [path, Buffer.from(base.get(path) ?? '')]))),
  };
}
