import { describe, expect, test } from 'vitest';
import { type FinishedRun, FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add `tally` so that sheep are counted\n';
const ONE = 'openspec/add/1.1-add-tally-so-that-sheep-are-counted';
const SPEC = {
  'openspec/changes/add/specs/count/spec.md': [
    '## ADDED Requirements',
    '### Requirement: Counting sheep',
    'The library SHALL count sheep.',
    '#### Scenario: Sheep are counted',
    '- **GIVEN** one sheep',
    '- **WHEN** `tally` is called',
    '- **THEN** it gives 1',
    '',
  ].join('\n'),
};
const PATH = 'tests/scenario_1_1.rs';
const TESTS = '//~ needs tally\n#[test]\nfn sheep_are_counted() { assert_eq!(app::tally(), 1); }\n';
const ASKS = writes({ [PATH]: TESTS });
const RIGHT = writes({ 'src/lib.rs': `pub fn tally() -> u8 { 1 }\n${LIB}` });
const world = () => new FlowWorld(SINGLE, SPEC);
const told = ({ model }: FinishedRun, at: number) => model.asked[at]?.messages.at(-1)?.content ?? '';
const gate = ({ proofs }: FinishedRun) => {
  const found = proofs[0]?.gates.find((one) => one.gate === 'scenario-tests');
  return found && `${found.result}: ${found.summary}`;
};

test('tests are written first, are red on the base, and come with the code that makes them green', async () => {
  const place = world();
  const run = await place.run([ASKS, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(place.git.text(ONE, PATH)).toBe(TESTS);
  expect(gate(run)).toBe('passed: 1 test red on the base (they do not compile yet: E0432), green now');
  expect(run.proofs[0]?.attempts.map(({ purpose, reply }) => [purpose, reply])).toEqual([
    ['tests', 'tests, they do not compile yet: E0432'],
    [undefined, 'edits'],
  ]);
  expect(run.proofs[0]?.scenarios).toMatchObject([
    {
      requirement: 'Counting sheep',
      scenario: 'Sheep are counted',
      tests: ['app/test/scenario_1_1::sheep_are_counted'],
    },
  ]);
  expect(told(run, 0)).toContain('# Write only tests');
  expect(told(run, 1)).toContain(`# Tests of this task\n${PATH} is there already and must pass.`);
});

test('the question for the code shares everything but its end with the question for the tests', async () => {
  const run = await world().run([ASKS, RIGHT], { tests: 'auto' });
  const [tests = '', code = ''] = [told(run, 0), told(run, 1)];
  const shared = tests.slice(0, tests.indexOf('\n\n# Write only tests'));
  expect(code.startsWith(shared)).toBe(true);
});

test('the candidate may not touch the tests it is judged by', async () => {
  const place = world();
  const easier = writes({ [PATH]: '#[test]\nfn sheep_are_counted() { assert_eq!(app::zero(), 0); }\n' });
  const run = await place.run([ASKS, easier, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(told(run, 2)).toContain('it holds the tests your code is judged by');
  expect(place.git.text(ONE, PATH)).toBe(TESTS);
});

test('code that does not make the tests green is not accepted', async () => {
  const wants = writes({
    [PATH]: '#[test]\nfn sheep_are_counted() { assert_eq!(app::tally(), 1); //~ wants 1+0\n}\n',
  });
  const run = await world().run([wants, RIGHT], { tests: 'auto', maxRounds: 1 });
  expect(run.lines).toEqual(['1.1 failed']);
  expect(gate(run)).toBe('failed: 1 of 1 test not green');
});

test('a test that passes on the base is sent back', async () => {
  const green = writes({ [PATH]: '#[test]\nfn sheep_are_counted() { assert_eq!(app::zero(), 0); }\n' });
  const run = await world().run([green, ASKS, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(told(run, 1)).toContain('`sheep_are_counted` passed. Test what the task shall change');
});

test.each([
  ['has no test', 'fn tally() {}\n', 'has no `#[test]` function'],
  ['asserts nothing', '#[test]\nfn tally() { app::tally(); }\n', 'asserts nothing that could fail'],
  ['is ignored', '#[test]\n#[ignore]\nfn tally() { assert_eq!(app::tally(), 1); }\n', 'is switched off'],
  [
    'borrows wrongly',
    '//~ error E0382 use of moved value\n#[test]\nfn tally() { assert_eq!(app::tally(), 1); }\n',
    'would be there after the task too',
  ],
  [
    'forgets an import',
    '//~ error E0425 cannot find function `tally` in this scope\n#[test]\nfn tally() { assert_eq!(tally(), 1); }\n',
    'would be there after the task too',
  ],
])('a test file that %s is sent back', async (_what, text, why) => {
  const run = await world().run([writes({ [PATH]: text }), ASKS, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(told(run, 1)).toContain(why);
});

test('nothing but the test file may be written while tests are asked for', async () => {
  const run = await world().run([RIGHT, ASKS, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(told(run, 1)).toContain(`Only ${PATH} may be written now, not src/lib.rs.`);
});

test('auto goes on without tests when the model writes none, and says so', async () => {
  const run = await world().run(['Hm.', 'No.', 'Well.', RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(gate(run)).toBe('skipped: no usable tests came of it: no-code');
});

test('require ends the task without them', async () => {
  const run = await world().run(['Hm.', 'No.', 'Well.', 'So.', 'Oh.'], { tests: 'require' });
  expect(run.lines).toEqual(['1.1 failed']);
  expect(run.outcomes[0]).toMatchObject({
    reason: 'tests: require, but no usable tests came of it: no-code',
  });
});

test('require ends a task that no scenario speaks of, without asking', async () => {
  const run = await new FlowWorld(SINGLE).run([], { tests: 'require' });
  expect(run.lines).toEqual(['1.1 failed']);
  expect(run.model.asked).toEqual([]);
});

test('off asks for no tests', async () => {
  const run = await world().run([RIGHT], { tests: 'off' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(gate(run)).toBeUndefined();
});

test('a scenario that a test is named after already gets no second one', async () => {
  const place = new FlowWorld(SINGLE, {
    ...SPEC,
    'tests/count.rs': '#[test]\nfn sheep_are_counted() { assert_eq!(app::zero(), 0); }\n',
  });
  const run = await place.run([RIGHT], { tests: 'auto' });
  expect(gate(run)).toBe('skipped: no scenario without a test speaks of this task');
});

test('warnings in the given tests do not count against the code', async () => {
  const warns = `//~ warning unused_imports unused import\n${TESTS}`;
  const run = await world().run([writes({ [PATH]: warns }), RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
});

test('no repair touches the tests, whatever rustc suggests there', async () => {
  const open = `${TESTS}//~ error E0308 mismatched types //~ fix MachineApplicable: // nothing\n`;
  const place = world();
  const run = await place.run([writes({ [PATH]: open }), RIGHT, RIGHT], { tests: 'auto', maxRounds: 1 });
  expect(run.lines).toEqual(['1.1 failed']);
  expect(place.git.text(ONE, PATH)).toBe(open);
});

test('of several tests one that is red is enough, and those that hold already have to go on holding', async () => {
  const both = writes({
    [PATH]:
      '#[test]\nfn zero_stays() { assert_eq!(app::zero(), 0); }\n#[test]\nfn sheep_are_counted() { assert_eq!(app::zero(), 1); //~ wants tally\n}\n',
  });
  const run = await world().run([both, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(gate(run)).toBe('passed: 2 tests red on the base (1 of them fail), green now');
});

test('faults of the tests that rustc can mend cost no second question', async () => {
  const place = world();
  const faulty = `//~ error E0382 use of moved value //~ fix MachineApplicable: // let mut tally\n${TESTS}`;
  const run = await place.run([writes({ [PATH]: faulty }), RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(place.git.text(ONE, PATH)).toBe(`// let mut tally\n${TESTS}`);
});

describe('tests that contradict the code', () => {
  /** Wrong in a way that only shows once the code is there. */
  const wrongly = TESTS.replace('//~ needs tally', '//~ needs tally\n//~ needs flock_size');
  const other = writes({ 'src/lib.rs': `pub fn tally() -> u8 { 2 - 1 }\n${LIB}` });

  test('are looked at again when a second answer fails by nothing else', async () => {
    const place = world();
    const run = await place.run([writes({ [PATH]: wrongly }), RIGHT, other, ASKS], { tests: 'auto' });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(place.git.text(ONE, PATH)).toBe(TESTS);
    expect(place.git.text(ONE, 'src/lib.rs')).toContain('2 - 1');
    expect(told(run, 3)).toContain(`The task is done now, and only ${PATH} does not compile`);
    expect(told(run, 3)).not.toContain('2 - 1');
    expect(run.proofs[0]?.attempts.map(({ purpose }) => purpose)).toEqual([
      'tests',
      'tests',
      undefined,
      undefined,
    ]);
  });

  test('are looked at again at once when the model insists on its code', async () => {
    const run = await world().run([writes({ [PATH]: wrongly }), RIGHT, RIGHT, ASKS], { tests: 'auto' });
    expect(run.lines).toEqual(['1.1 completed opened']);
  });

  test('stand when their author insists, and the code is not accepted', async () => {
    const insists = writes({ [PATH]: wrongly });
    const script = [insists, RIGHT, RIGHT, insists, insists, insists];
    const run = await world().run(script, { tests: 'require', maxRounds: 2 });
    expect(run.lines).toEqual(['1.1 failed']);
  });

  test('and call what neither the task nor the base has are given up in the end, and the pull request says so', async () => {
    const place = world();
    const insists = writes({ [PATH]: wrongly });
    const script = [insists, RIGHT, RIGHT, insists, insists, insists];
    const run = await place.run(script, { tests: 'auto', maxRounds: 2 });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(place.git.text(ONE, PATH)).toBeUndefined();
    expect(gate(run)).toContain('beside finished code they miss `flock_size`');
  });

  test('may lose nothing they checked', async () => {
    const emptier = writes({
      [PATH]: TESTS.replace('assert_eq!(app::tally(), 1);', 'assert!(app::tally() < 9);'),
    });
    const twice = `${wrongly}#[test]\nfn more() { assert_eq!(app::tally(), 1); }\n`;
    const script = [writes({ [PATH]: twice }), RIGHT, RIGHT, ASKS, emptier, emptier];
    const run = await world().run(script, { tests: 'require', maxRounds: 2 });
    expect(run.lines).toEqual(['1.1 failed']);
    const replies = run.proofs[0]?.attempts.map(({ reply }) => reply);
    expect(replies).toContain('`more` was removed.');
    expect(replies).toContain('There are 1 tests; 2 are needed.');
  });

  test('that still do not compile are drawn anew, in a conversation that knows nothing of them', async () => {
    const place = world();
    const script = [writes({ [PATH]: wrongly }), RIGHT, RIGHT, writes({ [PATH]: wrongly }), ASKS];
    const run = await place.run(script, { tests: 'auto', maxRounds: 2 });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(place.git.text(ONE, PATH)).toBe(TESTS);
    expect(run.model.asked[4]?.messages).toHaveLength(2);
    expect(told(run, 4)).not.toContain('flock_size');
  });

  test('of those that fail only the names are told to their author', async () => {
    const strict = writes({
      [PATH]: '#[test]\nfn sheep_are_counted() { assert_eq!(app::tally(), 1); //~ wants 1+0\n}\n',
    });
    const eased = writes({
      [PATH]: '#[test]\nfn sheep_are_counted() { assert_eq!(app::tally(), 1); //~ wants tally\n}\n',
    });
    const run = await world().run([strict, RIGHT, RIGHT, eased], { tests: 'auto' });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(told(run, 3)).toContain('`sheep_are_counted` of tests/scenario_1_1.rs fails');
    expect(told(run, 3)).not.toContain('assertion failed');
  });
});

test('slips that only show with the code are mended without a question, by names that the task gives', async () => {
  const place = world();
  const slipped = writes({ [PATH]: TESTS.replace('//~ needs tally', '//~ needs tally\n//~ needs taly') });
  const run = await place.run([slipped, RIGHT], { tests: 'auto', maxRounds: 1 });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(run.model.asked).toHaveLength(2);
  expect(place.git.text(ONE, PATH)).toContain('//~ needs tally\n//~ needs tally\n');
});

test('a name that only the code has is not written into the tests', async () => {
  const other = writes({
    'src/lib.rs': `pub fn tally() -> u8 { 1 }\npub fn herd() -> u8 { 1 }\npub fn her() -> u8 { herd() }\n${LIB}`,
  });
  const slipped = writes({ [PATH]: TESTS.replace('//~ needs tally', '//~ needs tally\n//~ needs herdd') });
  const run = await world().run([slipped, other], { tests: 'require', maxRounds: 1 });
  expect(run.lines).toEqual(['1.1 failed']);
});

test('an answer that changes nothing is told so, and the given tests do not hide it', async () => {
  const nothing = writes({ 'src/lib.rs': `// one more comment\n${LIB}` });
  const run = await world().run([ASKS, nothing, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(told(run, 2)).toContain('Your answer does nothing for the task');
  expect(run.model.asked).toHaveLength(3);
});

test('a forgotten brace in the tests is put where it belongs', async () => {
  const place = world();
  const cut = writes({
    [PATH]: TESTS.replace('{ assert_eq!(app::tally(), 1); }', '{\n    assert_eq!(app::tally(), 1);'),
  });
  const run = await place.run([cut, RIGHT], { tests: 'auto' });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(place.git.text(ONE, PATH)).toContain('    assert_eq!(app::tally(), 1);\n}\n');
});
