import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { AskOptions } from '../../src/ports/model.ts';
import type { Scripted } from '../fakes/fake-model.ts';
import { type FinishedRun, FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add one\n';
const ONE = 'openspec/add/1.1-add-one';
const library = (more: string) => writes({ 'src/lib.rs': `${more}\n${LIB}` });
const LONG = library('pub fn one() -> u8 {\n    let one = 1;\n    one\n}');
const SHORT = library('pub fn one() -> u8 { 1 }');
const BROKEN = library('pub fn one() -> u8 { "" } //~ error E0308 mismatched types');

/** Answers by candidate, whatever the order of the questions. */
function byCandidate(answers: Readonly<Record<string, readonly (string | Error)[]>>): Scripted[] {
  const left = new Map(Object.entries(answers).map(([number, said]) => [number, [...said]]));
  const count = [...left.values()].flat().length;
  const next = (_messages: unknown, { callSite }: AskOptions) => {
    const number = /candidate (\d+)/.exec(callSite)?.[1] ?? '';
    const said = left.get(number)?.shift();
    if (said instanceof Error) throw said;
    return said ?? 'nothing more';
  };
  return Array.from({ length: count }, () => next);
}
const attemptsOf = ({ proofs }: FinishedRun) =>
  proofs[0]?.attempts.map(({ candidate, round, reply }) => [candidate, round, reply]);

test('of several candidates that hold the smaller change wins, and every attempt is shown', async () => {
  const world = new FlowWorld(SINGLE);
  const run = await world.run(byCandidate({ 1: [LONG], 2: [BROKEN, SHORT] }), { candidates: 2 });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { 1 }\n${LIB}`);
  expect(attemptsOf(run)).toEqual([
    [1, 1, 'edits'],
    [2, 1, 'edits'],
    [2, 2, 'edits'],
  ]);
  expect(world.pulls.all[0]?.body).toContain('2 of candidate 2');
});

test('one candidate that holds is enough, whatever becomes of the others', async () => {
  const gone = new Fault('model-unreachable', 'the server');
  const run = await new FlowWorld(SINGLE).run(byCandidate({ 1: [gone], 2: [SHORT] }), { candidates: 2 });
  expect(run.lines).toEqual(['1.1 completed opened']);
});

test('a fault is told when no candidate holds', async () => {
  const gone = new Fault('model-unreachable', 'the server');
  const run = await new FlowWorld(SINGLE).run(byCandidate({ 1: [gone], 2: ['Hm.'] }), {
    candidates: 2,
    maxRounds: 1,
  });
  expect(run.fault).toBe(gone);
});

test('each candidate is drawn in its own way', async () => {
  const run = await new FlowWorld(SINGLE).run(byCandidate({ 1: [SHORT], 2: [SHORT], 3: [SHORT] }), {
    candidates: 3,
  });
  const drawn = run.model.asked.map(({ options }) => [options.temperature, options.seed]);
  expect(drawn).toEqual([
    [0.2, 7],
    [0.4, 1007],
    [0.6000000000000001, 2007],
  ]);
});

test('only one candidate is in the slot at a time', async () => {
  const world = new FlowWorld(SINGLE);
  const run = await world.run(byCandidate({ 1: [BROKEN, SHORT], 2: [BROKEN, LONG], 3: [LONG] }), {
    candidates: 3,
  });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { 1 }\n${LIB}`);
});

test('the token budget is shared by all candidates', async () => {
  const run = await new FlowWorld(SINGLE).run(byCandidate({ 1: [BROKEN], 2: [BROKEN] }), {
    candidates: 2,
    policy: {
      limits: { cargoSeconds: 1, memoryMegabytes: 1, fileMegabytes: 1, processes: 1, taskTokens: 100 },
    },
  });
  expect(run.model.asked).toHaveLength(2);
});
