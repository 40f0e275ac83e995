import { describe, expect, test } from 'vitest';
import type { Attempt } from '../../src/core/verdicts/attempt.ts';
import { type FinishedRun, FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add one\n';
const ONE = 'openspec/add/1.1-add-one';
const GOOD = 'pub fn one() -> u8 { 1 }\n';

function attemptsOf({ outcomes }: FinishedRun): readonly Attempt[] {
  const [outcome] = outcomes;
  return outcome?.kind === 'completed' || outcome?.kind === 'failed' ? outcome.attempts : [];
}
const toldIn = ({ model }: FinishedRun, round: number) =>
  model.asked[round - 1]?.messages.at(-1)?.content ?? '';

describe('a file that no mod reaches', () => {
  test('is declared, and no second question is asked', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([writes({ 'src/one.rs': GOOD })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub mod one;\n\n${LIB}`);
    expect(attemptsOf(run).map(({ repairs }) => repairs)).toEqual([
      [
        {
          kind: 'module',
          code: '',
          file: 'src/lib.rs',
          line: 1,
          message: 'src/one.rs was reached by no mod: pub mod one;',
        },
      ],
    ]);
    const body = world.pulls.all[0]?.body ?? '';
    expect(body).toContain('edits, 1 repair without the model (mod declared)');
    expect(body).toContain('a repair was made without the model: `src/lib.rs:1` (mod declared)');
  });

  test('stays declared when what it holds is wrong: the model is told of both', async () => {
    const world = new FlowWorld(SINGLE);
    const wrong = `${GOOD}//~ error E0308 mismatched types\n`;
    const run = await world.run([writes({ 'src/one.rs': wrong }), writes({ 'src/one.rs': GOOD })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(toldIn(run, 2)).toContain(
      '- src/lib.rs:1 mod declared: src/one.rs was reached by no mod: pub mod one;',
    );
    expect(toldIn(run, 2)).toContain('E0308');
    expect(attemptsOf(run).map(({ errorsByCode }) => errorsByCode)).toEqual([[['E0308', 1]], []]);
    expect(world.git.text(ONE, 'src/lib.rs')).toContain('pub mod one;');
  });

  test('has its errors repaired in the same round', async () => {
    const world = new FlowWorld(SINGLE);
    const wrong = `${GOOD}//~ error E0308 mismatched types //~ fix MaybeIncorrect: // right\n`;
    const run = await world.run([writes({ 'src/one.rs': wrong })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(attemptsOf(run)[0]?.repairs?.map(({ kind }) => kind)).toEqual(['module', 'suggestion']);
  });

  test('is not declared when that breaks something else', async () => {
    const world = new FlowWorld(SINGLE, { 'src/deep.rs': '//~ error E0119 conflicting\n' });
    const run = await world.run([writes({ 'src/one.rs': `mod deep;\n${GOOD}` }), 'Hm.', 'Hm?', 'Well.']);
    expect(attemptsOf(run)[0]).not.toHaveProperty('repairs');
    expect(toldIn(run, 2)).toContain('add `mod one;` to `src/lib.rs`');
  });

  test('is not declared in a file that the policy denies', async () => {
    const world = new FlowWorld(SINGLE);
    const policy = { deny: ['src/lib.rs'] };
    const run = await world.run([writes({ 'src/one.rs': GOOD }), 'Hm.', 'Hm?', 'Well.'], { policy });
    expect(attemptsOf(run)[0]).not.toHaveProperty('repairs');
  });
});

describe('a warning that the answer brings', () => {
  const warned = (fix: string) =>
    writes({ 'src/lib.rs': `use a; //~ warning unused_imports unused //~ fix ${fix}\n${GOOD}${LIB}` });

  test('is tidied away where the compiler is sure, and the attempt says so', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([warned('MachineApplicable: // tidy')]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`// tidy\n${GOOD}${LIB}`);
    expect(attemptsOf(run)[0]?.repairs).toEqual([
      {
        kind: 'warning',
        code: 'unused_imports',
        file: 'src/lib.rs',
        line: 1,
        message: 'write this: // tidy',
      },
    ]);
  });

  test('is all that is tidied: what may be meant so stays', async () => {
    const sure = 'use a; //~ warning unused_imports unused //~ fix MachineApplicable: // tidy';
    const maybe = 'let b; //~ warning unused_variables unused //~ fix MaybeIncorrect: let _b;';
    const run = await new FlowWorld(SINGLE).run([
      writes({ 'src/lib.rs': `${sure}\n${maybe}\n${GOOD}${LIB}` }),
      'Hm.',
      'Hm?',
      'Well.',
    ]);
    expect(attemptsOf(run)[0]?.repairs?.map(({ code }) => code)).toEqual(['unused_imports']);
    expect(toldIn(run, 2)).toContain('unused_variables');
    expect(toldIn(run, 2)).toContain('- src/lib.rs:1 unused_imports: write this: // tidy');
  });

  test.each([
    ['it is not', 'MaybeIncorrect: // tidy'],
    ['that brings an error', 'MachineApplicable: y //~ error E0308 worse'],
    ['that brings another warning', 'MachineApplicable: y //~ warning dead_code never used'],
    ['that silences it', 'MachineApplicable: #[allow(unused_imports)] use a;'],
  ])('is left to the model where %s', async (_why, fix) => {
    const run = await new FlowWorld(SINGLE).run([warned(fix), 'Hm.', 'Hm?', 'Well.']);
    expect(attemptsOf(run)[0]).not.toHaveProperty('repairs');
    expect(toldIn(run, 2)).toContain('unused_imports');
  });
});
