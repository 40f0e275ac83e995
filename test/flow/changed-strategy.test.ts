import { expect, test } from 'vitest';
import { adds, FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add one\n';
const ONE = 'openspec/add/1.1-add-one';
const ERROR = '//~ error E0308 mismatched types\n';
const wrong = (more = '') => writes({ 'src/lib.rs': `pub fn one() -> u8 { 1 }\n${LIB}${ERROR}${more}` });
const RIGHT = writes({ 'src/lib.rs': `pub fn one() -> u8 { 1 }\n${LIB}` });

test('two rounds without progress start a fresh conversation on the best candidate, with what was learned', async () => {
  const run = await new FlowWorld(SINGLE).run([
    wrong(),
    wrong(`// two\n${ERROR}`),
    wrong(`// three\n${ERROR}`),
    RIGHT,
  ]);
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(run.model.asked.map(({ messages }) => messages.length)).toEqual([2, 4, 6, 2]);
  const last = run.model.asked[3]?.messages.at(-1)?.content ?? '';
  expect(last).toContain('# An earlier answer of yours');
  expect(last).toContain('E0308');
  expect(last).not.toContain('// two');
  expect(last).not.toContain('// three');
});

test('a fresh start is drawn with another temperature and seed', async () => {
  const run = await new FlowWorld(SINGLE).run(['Hm.', 'Well.', RIGHT]);
  expect(run.model.asked.map(({ options }) => [options.temperature, options.seed])).toEqual([
    [0.2, 7],
    [0.2, 7],
    [0.5, 8],
  ]);
});

test('the same edits in other words are not judged again, and count as a repetition', async () => {
  const world = new FlowWorld(SINGLE);
  const run = await world.run([wrong(), `Here it is once more:\n${wrong()}`, RIGHT]);
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(world.toolchain.runs.filter((one) => one === 'check')).toHaveLength(3);
  expect(run.model.asked[2]?.messages.at(-1)?.content).toContain('Your answer was the same as before.');
});

test('a repeated answer is asked for in the other form', async () => {
  const whole = await new FlowWorld(SINGLE).run([wrong(), wrong(), RIGHT]);
  expect(whole.model.asked[2]?.messages.at(-1)?.content).toContain(
    'Answer in another form this time: SEARCH/REPLACE blocks',
  );
  const block = adds('one', `""\n${ERROR}`);
  const blocks = await new FlowWorld(SINGLE).run([block, block, RIGHT]);
  expect(blocks.model.asked[2]?.messages.at(-1)?.content).toContain(
    'Answer in another form this time: each file you change whole',
  );
});

test('edits that do not apply twice are asked for as whole files', async () => {
  const lost = (text: string) => `src/lib.rs\n<<<<<<< SEARCH\n${text}\n=======\nx\n>>>>>>> REPLACE\n`;
  const run = await new FlowWorld(SINGLE).run([adds('one', `""\n${ERROR}`), lost('fn a'), RIGHT]);
  expect(run.model.asked[2]?.messages.at(-1)?.content).not.toContain('another form');
  const again = await new FlowWorld(SINGLE).run([lost('fn a() {}'), lost('fn b() {}'), RIGHT], {
    maxRounds: 3,
  });
  expect(again.lines).toEqual(['1.1 completed opened']);
});

test('a model that had its rounds hands over to the next of the policy, which builds on the best candidate', async () => {
  const world = new FlowWorld(SINGLE);
  const run = await world.run([wrong(), 'Hm.', RIGHT], {
    maxRounds: 2,
    policy: { models: { default: ['small', 'gone', 'large'], byProfile: {} } },
    model: { keys: ['small', 'large'] },
  });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(run.model.asked.map(({ key }) => key)).toEqual(['small', 'small', 'large']);
  expect(run.model.asked[2]?.messages.at(-1)?.content).toContain('# An earlier answer of yours');
  expect(run.events).toContainEqual({ kind: 'warning', text: expect.stringContaining('"gone"') });
  expect(world.pulls.all[0]?.body).toContain('3 with large');
  expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { 1 }\n${LIB}`);
});

test('when every model had its rounds the task has failed', async () => {
  const run = await new FlowWorld(SINGLE).run(['Hm.', 'No.'], {
    maxRounds: 1,
    policy: { models: { default: ['small', 'large'], byProfile: {} } },
    model: { keys: ['small', 'large'] },
  });
  expect(run.lines).toEqual(['1.1 failed']);
  expect(run.model.asked.map(({ key }) => key)).toEqual(['small', 'large']);
});

test('the policy can name another first model for a kind of task', async () => {
  const models = { default: ['small'], byProfile: { bugfix: ['large'] } };
  const world = new FlowWorld('- [ ] 1.1 Fix the bug that one is missing\n');
  const run = await world.run([RIGHT], { policy: { models }, model: { keys: ['small', 'large'] } });
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect(run.model.asked.map(({ key }) => key)).toEqual(['large']);
});
