import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { ModelServer } from '../src/ports/model.ts';
import type { Sandbox } from '../src/ports/sandbox.ts';
import type { EvalCase, EvalRepository, FileTexts } from './format/eval-case.ts';
import { BenchSlot } from './judge/bench-slot.ts';
import { layTree } from './judge/lay-tree.ts';
import { lostAssertions } from './judge/lost-assertions.ts';
import { overlay } from './judge/overlay.ts';
import { engineLoop } from './loops/engine-loop.ts';
import type { LoopEnd } from './loops/loop-end.ts';
import { plainLoop } from './loops/plain-loop.ts';
import type { CaseResult, Loop } from './table/case-result.ts';
import { isCompileKind } from './weak-model/compile-faults.ts';
import type { WeakModelServer } from './weak-model/start-weak-model.ts';

export interface EvalRun {
  readonly sandbox: Sandbox;
  readonly url: string;
  readonly model: string | undefined;
  readonly server: ModelServer;
  /** Undefined with a real server. */
  readonly weak: WeakModelServer | undefined;
  readonly loops: readonly Loop[];
  readonly report: (result: CaseResult) => void;
}

/** All cases of a repository, each by both loops; slots and target folders stay warm between them. */
export async function runRepository(
  { name, base, cases }: EvalRepository,
  run: EvalRun,
  root: string,
): Promise<void> {
  const folder = join(root, name);
  const checkout = join(folder, 'checkout');
  mkdirSync(folder, { recursive: true });
  await makeCheckout(checkout, base);
  const bench = new BenchSlot(run.sandbox, join(folder, 'bench'));
  const { passed } = await bench.test(base);
  for (const one of cases) {
    for (const loop of run.loops) {
      run.weak?.takeUsage(one.name);
      run.weak?.model.drawn.delete(one.name);
      const end =
        loop === 'engine'
          ? await engineLoop({ one, checkout, folder, url: run.url, model: run.model })
          : await plainLoop(one, { base, bench, server: run.server });
      const refusal = end.accepted && (await judge(bench, { base, one, passed, accepted: end.accepted }));
      const result = resultOf(run, { one, loop, end, refusal });
      const unseen = refusal !== undefined && (await isUnseen(bench, one, end.accepted, result.drawn));
      run.report({ ...result, unseen });
    }
  }
}

async function makeCheckout(checkout: string, base: FileTexts): Promise<void> {
  mkdirSync(checkout);
  layTree(checkout, base);
  const identity = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  await execa('git', ['-C', checkout, '-c', 'init.defaultBranch=main', 'init', '--quiet']);
  await execa('git', ['-C', checkout, 'add', '--all', '--force']);
  await execa('git', ['-C', checkout, ...identity, 'commit', '--quiet', '--message', 'Base']);
}

interface Accepted {
  readonly base: FileTexts;
  readonly one: EvalCase;
  /** Tests of the base that pass. */
  readonly passed: readonly string[];
  readonly accepted: FileTexts;
}

/** The hidden judge; tests of the base may be lost only where the reference loses them too. */
async function judge(bench: BenchSlot, about: Accepted): Promise<string | undefined> {
  const { base, one, passed, accepted } = about;
  const lost = lostAssertions({ base, right: overlay(base, one.reference), accepted });
  if (lost.length > 0) return `lost assertions: ${lost.join('; ')}`;
  const refusal = await bench.refusal(accepted, one, passed);
  if (!refusal?.startsWith('lost tests')) return refusal;
  const reference = await bench.test(overlay(base, one.reference));
  const kept = new Set(reference.passed);
  return await bench.refusal(
    accepted,
    one,
    passed.filter((name) => kept.has(name)),
  );
}

/**
 * Whether a false accept could be told only by the hidden tests: the tests of the spec's scenarios pass on it, and with
 * the simulated model nothing but a slip is wrong with it.
 */
async function isUnseen(
  bench: BenchSlot,
  { scenarioTests }: EvalCase,
  accepted: FileTexts = new Map(),
  drawn: readonly string[] = [],
): Promise<boolean> {
  const last = drawn.findLast((round) => !round.startsWith('tests: '))?.replace(/^= /, '');
  // What did not compile was put right on the way, or it would not have been accepted.
  if (last?.split(' ').some((kind) => kind !== 'slip' && !isCompileKind(kind))) return false;
  return scenarioTests.size === 0 || (await bench.test(overlay(accepted, scenarioTests))).ok;
}

function resultOf(
  { weak }: EvalRun,
  about: { one: EvalCase; loop: Loop; end: LoopEnd; refusal: string | undefined },
): Omit<CaseResult, 'unseen'> {
  const { one, loop, end, refusal } = about;
  const used = weak?.takeUsage(one.name);
  return {
    ...{ name: one.name, category: one.category, loop },
    end: end.accepted === undefined ? 'failed' : refusal === undefined ? 'finished' : 'false-accept',
    reason: end.accepted === undefined ? end.reason : (refusal ?? ''),
    rounds: end.rounds,
    usage: used ?? end.usage,
    repairs: end.repairs,
    milliseconds: end.milliseconds,
    drawn: (weak?.model.drawn.get(one.name) ?? []).map(
      ({ work, faults, repeated }) =>
        `${work === 'tests' ? 'tests: ' : ''}${repeated ? '= ' : ''}${faults.join(' ') || 'right'}`,
    ),
  };
}
