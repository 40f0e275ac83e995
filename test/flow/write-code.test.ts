import { describe, expect, test } from 'vitest';
import { parseMarker } from '../../src/core/pulls/marker.ts';
import type { Attempt } from '../../src/core/verdicts/attempt.ts';
import type { Message } from '../../src/ports/model.ts';
import type { FakeModel } from '../fakes/fake-model.ts';
import { adds, type FinishedRun, FlowWorld, LIB, writes } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add one\n';
const ONE = 'openspec/add/1.1-add-one';
const ERROR = '//~ error E0308 mismatched types\n';

function attemptsOf({ outcomes }: FinishedRun): readonly Attempt[] {
  const [outcome] = outcomes;
  return outcome?.kind === 'completed' || outcome?.kind === 'failed' ? outcome.attempts : [];
}
const repliesOf = (run: FinishedRun) => attemptsOf(run).map((attempt) => attempt.reply);
/** What the model was told last before its answer of this round. */
const toldIn = (model: FakeModel, round: number) => model.asked[round - 1]?.messages.at(-1)?.content ?? '';
const startsWith = (longer: readonly Message[], shorter: readonly Message[]) =>
  JSON.stringify(longer.slice(0, shorter.length)) === JSON.stringify(shorter);

describe('rounds', () => {
  test('a repair works on the candidate, and earlier messages stay byte for byte', async () => {
    const world = new FlowWorld(SINGLE);
    const broken = adds('one', `""\n${ERROR}`);
    const repair = `src/lib.rs\n<<<<<<< SEARCH\n${ERROR}=======\n>>>>>>> REPLACE\n`;
    const run = await world.run([broken, 'I do not know.', repair]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { ""\n }\n${LIB}`);
    const [first, second, third] = run.model.asked.map((one) => one.messages);
    expect(startsWith(second ?? [], first ?? [])).toBe(true);
    expect(startsWith(third ?? [], second ?? [])).toBe(true);
    expect(second?.map((one) => one.role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(toldIn(run.model, 2)).toContain('E0308');
  });

  test('attempts say what really happened in each round', async () => {
    const run = await new FlowWorld(SINGLE).run([
      adds('one', `""\n${ERROR}`),
      'Hm.',
      writes({ 'src/lib.rs': `pub fn one() -> u8 { 1 }\n${LIB}` }),
    ]);
    const attempts = attemptsOf(run);
    expect(
      attempts.map(({ round, reply, errorsByCode, filesChanged }) => [
        round,
        reply,
        errorsByCode,
        filesChanged,
      ]),
    ).toEqual([
      [1, 'edits', [['E0308', 1]], ['src/lib.rs']],
      [2, 'no-code', [], []],
      [3, 'edits', [], ['src/lib.rs']],
    ]);
    expect(attempts.map((one) => one.promptTokens)).toEqual(run.model.asked.map((one) => one.promptTokens));
    expect(attempts[1]?.gates).toEqual([]);
  });

  test('progress is told against the last judged round, whatever came between', async () => {
    const run = await new FlowWorld(SINGLE).run(
      [
        writes({ 'src/lib.rs': `pub fn one() -> u8 { 1 }\n${LIB}${ERROR}${ERROR}` }),
        'Hm.',
        writes({ 'src/lib.rs': `pub fn two() -> u8 { 2 }\n${LIB}${ERROR}` }),
        adds('three'),
      ],
      { maxRounds: 4 },
    );
    expect(toldIn(run.model, 4)).toContain('still there: E0308 (2 before, 1 now)');
  });

  test('an edit that was meant for the file as first shown is judged so too, and the better reading is kept', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([adds('one', `""\n${ERROR}`), adds('one', '1')]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { 1 }\n${LIB}`);
    expect(world.toolchain.runs.filter((one) => one === 'check')).toHaveLength(4);
  });

  test('other files of the candidate stay when one file is rewritten from its first state', async () => {
    const world = new FlowWorld(SINGLE);
    const first = writes({
      'src/lib.rs': `mod two;\n${LIB}${ERROR}`,
      'src/two.rs': 'pub fn two() -> u8 { 2 }\n',
    });
    const run = await world.run([first, writes({ 'src/lib.rs': `mod two;\n${LIB}` })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/two.rs')).toBe('pub fn two() -> u8 { 2 }\n');
  });

  test('a repeated answer costs no cargo, and the next question is asked with another temperature and seed', async () => {
    const world = new FlowWorld(SINGLE);
    const broken = writes({ 'src/lib.rs': `${LIB}pub fn one() -> u8 { 1 }\n${ERROR}` });
    const run = await world.run([broken, `${broken}\n`, broken, adds('one', '1')]);
    expect(run.model.asked.map(({ options }) => [options.temperature, options.seed])).toEqual([
      [0.2, 7],
      [0.2, 7],
      [0.5, 8],
      [0.5, 9],
    ]);
    expect(repliesOf(run).slice(0, 3)).toEqual(['edits', 'repeated', 'repeated']);
    expect(toldIn(run.model, 3)).toContain('Your answer was the same as before.');
    expect(toldIn(run.model, 3)).toContain('E0308');
  });

  test('max-rounds is the number of questions', async () => {
    const run = await new FlowWorld(SINGLE).run(['Hm.', 'Well.'], { maxRounds: 2 });
    expect(run.model.asked).toHaveLength(2);
    expect(run.lines).toEqual(['1.1 failed']);
  });

  test.each([false, true])('the token budget ends a task (server without usage: %s)', async (silent) => {
    const run = await new FlowWorld(SINGLE).run([adds('one', `""\n${ERROR}`)], {
      policy: {
        limits: { cargoSeconds: 1, memoryMegabytes: 1, fileMegabytes: 1, processes: 1, taskTokens: 100 },
      },
      model: { silent },
    });
    expect(run.outcomes[0]).toMatchObject({
      reason: expect.stringMatching(/^check: 1 new error, .*; the budget of 100 tokens is spent$/),
    });
  });
});

describe("rustc's own suggestions", () => {
  const fixable = (fix: string, more = '') =>
    adds('one', `\n//~ error E0308 mismatched types //~ fix MaybeIncorrect: ${fix}\n${more}`);

  test('a round whose errors rustc can mend needs no second question, and the attempt says so', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([fixable('1')]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(run.model.asked).toHaveLength(1);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { \n1\n }\n${LIB}`);
    expect(attemptsOf(run).map(({ reply, repairs }) => [reply, repairs])).toEqual([
      [
        'edits',
        [{ kind: 'suggestion', code: 'E0308', file: 'src/lib.rs', line: 2, message: 'write this: 1' }],
      ],
    ]);
    const body = world.pulls.all[0]?.body ?? '';
    expect(body).toContain('edits, 1 repair without the model (E0308)');
    expect(body).toContain('a repair was made without the model: `src/lib.rs:2` (E0308)');
  });

  test('what is left goes to the model, which is told what was repaired and works on it', async () => {
    const world = new FlowWorld(SINGLE);
    const left = '//~ error E0282 annotations needed\n';
    const rest = `src/lib.rs\n<<<<<<< SEARCH\n1\n${left}=======\n2\n>>>>>>> REPLACE\n`;
    const run = await world.run([fixable('1', left), rest]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(toldIn(run.model, 2)).toContain('- src/lib.rs:2 E0308: write this: 1');
    expect(toldIn(run.model, 2)).toContain('E0282');
    expect(attemptsOf(run).map(({ errorsByCode }) => errorsByCode)).toEqual([[['E0282', 1]], []]);
  });

  test('a suggestion that compiles and breaks a test is dropped, and the model is shown its own errors', async () => {
    const world = new FlowWorld(SINGLE);
    const wrong = '1 }\\n#[test]\\nfn is_one() { //~ fails';
    const run = await world.run([fixable(wrong), adds('one', '1')]);
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(attemptsOf(run)[0]).not.toHaveProperty('repairs');
    expect(attemptsOf(run)[0]?.errorsByCode).toEqual([['E0308', 1]]);
    expect(toldIn(run.model, 2)).toContain('E0308');
    expect(world.git.text(ONE, 'src/lib.rs')).not.toContain('is_one');
  });

  test('a green candidate and errors without a suggestion cost no check more', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([adds('one', `""\n${ERROR}`), 'Hm.', 'Hm?', 'Well.']);
    // The base and the candidate.
    expect(world.toolchain.runs.filter((one) => one === 'check')).toHaveLength(2);
  });
});

describe('answers that cannot be used', () => {
  const elided = writes({ 'src/lib.rs': 'pub fn one() {}\n// ... rest of the code unchanged ...\n' });
  test.each([
    ['empty', '', 'Your answer was empty.'],
    [
      'cut',
      { text: '```rust src/lib.rs\npub fn one(', finish: 'length' as const },
      'reached the token limit',
    ],
    ['looping', { text: 'pub fn '.repeat(600), finish: 'stopped' as const }, 'repeated itself without end'],
    ['elided', elided, 'leaves code out'],
    ['elided', { text: elided, finish: 'stopped' as const }, 'leaves code out'],
    ['code would be lost', writes({ 'src/big.rs': 'pub fn a() {}\n' }), 'no longer has `b`, `c`, `d`, `e`'],
    ['malformed', 'src/lib.rs\n<<<<<<< SEARCH\npub fn zero\n', ''],
    ['path refused', writes({ '.github/workflows/a.yml': 'on: push\n' }), '.github/workflows/a.yml'],
    [
      'path refused',
      writes({ 'openspec/changes/add/tasks.md': '- [x] 1.1 Add one\n' }),
      'openspec/changes/add/tasks.md',
    ],
    ['path refused', writes({ '../lib.rs': 'pub fn one() {}\n' }), '../lib.rs'],
    [
      'edits did not apply',
      adds('one').replace('pub fn zero() -> u8 { 0 }', 'pub fn nowhere()'),
      'src/lib.rs',
    ],
    [
      'content refused',
      `Cargo.toml\n<<<<<<< SEARCH\n[dependencies]\n=======\n[dependencies]\nserde = "1"\n>>>>>>> REPLACE\n`,
      'serde',
    ],
    [
      'content refused',
      writes({ 'src/old.rs': 'pub fn one() {}\n' }),
      'src/old.rs is not UTF-8 text and cannot be edited.',
    ],
  ])(
    '%s: the model is told, nothing is judged and nothing is published of it',
    async (reply, answer, told) => {
      const world = new FlowWorld(SINGLE, {
        'Cargo.toml': '[package]\nname = "app"\n\n[dependencies]\n',
        'src/big.rs': 'abcde'.replace(/./g, (name) => `pub fn ${name}() {}\n`),
        'src/old.rs': Uint8Array.of(0x2f, 0x2f, 0xe4, 0x0a),
      });
      const run = await world.run([answer, adds('one')]);
      expect(repliesOf(run)).toEqual([reply, 'edits']);
      expect(toldIn(run.model, 2)).toContain(told);
      expect(world.git.text(ONE, 'src/lib.rs')).toBe(`pub fn one() -> u8 { 1 }\n${LIB}`);
      expect(world.toolchain.runs.filter((one) => one === 'check')).toHaveLength(2);
    },
  );

  test('a block without a path is asked for again where several files are possible', async () => {
    const world = new FlowWorld(SINGLE, { 'src/two.rs': '' });
    const run = await world.run(['```rust\npub fn one() -> u8 { 1 }\n```', adds('one')]);
    expect(repliesOf(run)).toEqual(['no-path', 'edits']);
  });

  test('a comment that was there before is no elision', async () => {
    const file = `// ... existing code ...\n${LIB}`;
    const world = new FlowWorld(SINGLE, { 'src/lib.rs': file });
    const run = await world.run([writes({ 'src/lib.rs': `${file}pub fn one() -> u8 { 1 }\n` })]);
    expect(run.lines).toEqual(['1.1 completed opened']);
  });
});

describe('files', () => {
  test('byte order mark and CRLF of an edited file stay', async () => {
    const file = `\uFEFF${LIB.replaceAll('\n', '\r\n')}`;
    const world = new FlowWorld(SINGLE, { 'src/lib.rs': file });
    await world.run([adds('one')]);
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(
      `\uFEFFpub fn one() -> u8 { 1 }\r\n${LIB.replaceAll('\n', '\r\n')}`,
    );
  });

  test('a file that was not shown can be edited', async () => {
    const filler = Object.fromEntries(
      Array.from({ length: 40 }, (_, at) => [`src/part${at}.rs`, `pub const N: u32 = ${at};\n`.repeat(60)]),
    );
    const mods = Array.from({ length: 40 }, (_, at) => `mod part${at};\n`).join('');
    const world = new FlowWorld(SINGLE, { ...filler, 'src/lib.rs': `${mods}${LIB}` });
    const edit = 'src/part39.rs\n<<<<<<< SEARCH\n=======\n>>>>>>> REPLACE\n';
    const run = await world.run([edit, writes({ 'src/part39.rs': 'pub const NOBODY: u8 = 1;\n' })]);
    expect(run.model.asked[0]?.messages.map((one) => one.content).join()).not.toContain('N: u32 = 39');
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/part39.rs')).toBe('pub const NOBODY: u8 = 1;\n');
  });
});

describe('a failed task', () => {
  const worse = writes({ 'src/lib.rs': `${LIB}${ERROR}${ERROR}` });
  const nearer = writes({ 'src/lib.rs': `${LIB}pub fn one() -> u8 { 1 }\n${ERROR}` });

  test('the draft shows the best candidate, not the last one, and leaves the box open', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([nearer, worse], { maxRounds: 2 });
    expect(run.outcomes[0]).toMatchObject({ kind: 'failed', errors: [{ file: 'src/lib.rs' }] });
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(`${LIB}pub fn one() -> u8 { 1 }\n${ERROR}`);
    expect(world.git.text(ONE, 'openspec/changes/add/tasks.md')).toBe(SINGLE);
    expect(world.pulls.all[0]).toMatchObject({
      draft: true,
      labels: ['openspec-complete', 'openspec-complete:failed'],
    });
  });

  test('without any candidate the draft has an empty commit, the log and the marker', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run(['Hm.'], { maxRounds: 1 });
    expect(run.outcomes[0]).toMatchObject({ reason: 'the last answer could not be used: no-code' });
    expect(world.git.parentOf(ONE)).toBe(world.git.branches.get('main'));
    expect(world.git.text(ONE, 'src/lib.rs')).toBe(LIB);
    expect(parseMarker(world.pulls.all[0]?.body ?? '')?.valid).toBe(false);
  });

  test('on-failure report writes nothing to GitHub and keeps the whole log for the report', async () => {
    const world = new FlowWorld(SINGLE);
    const run = await world.run([nearer], { maxRounds: 1, onFailure: 'report' });
    expect(run.lines).toEqual(['1.1 failed']);
    expect(run.proofs).toMatchObject([
      { valid: false, failure: expect.stringMatching(/^check: 1 new error, first: mismatched types/) },
    ]);
    expect([world.git.pushes, world.pulls.all]).toEqual([[], []]);
  });
});

describe('the context of the model', () => {
  const LONG = {
    'src/lib.rs': `${LIB}${'/// A line of documentation that is quite long, so that it takes room.\n'.repeat(300)}pub fn long() {}\n`,
  };

  test('a question and the room for its answer never exceed the loaded context', async () => {
    for (const context of [4_096, 8_192, 16_384]) {
      const rounds = [
        adds('a', `""\n${ERROR}`),
        'Hm. '.repeat(900),
        adds('b', `""\n${ERROR}`),
        'x '.repeat(900),
      ];
      const run = await new FlowWorld(SINGLE, LONG).run(rounds, { model: { context } });
      expect(run.model.asked).toHaveLength(4);
      for (const { promptTokens, options } of run.model.asked)
        expect(promptTokens + options.maxTokens, `${context}`).toBeLessThanOrEqual(context);
    }
  });

  test('when the context is full a fresh conversation has the candidate and the feedback', async () => {
    const world = new FlowWorld(SINGLE);
    const broken = adds('one', `""\n${ERROR}`);
    const run = await world.run([`${'Let me think. '.repeat(700)}\n${broken}`, adds('one')], {
      model: { context: 4_096 },
    });
    const [first, second] = run.model.asked.map((one) => one.messages);
    expect(second?.map((one) => one.role)).toEqual(['system', 'user']);
    expect(second?.[0]).toEqual(first?.[0]);
    expect(toldIn(run.model, 2)).toContain('pub fn one() -> u8 { ""');
    expect(toldIn(run.model, 2)).toContain('E0308');
    expect(run.lines).toEqual(['1.1 completed opened']);
  });

  test('a model loaded by the question with less context than thought gets a fitted prompt', async () => {
    const run = await new FlowWorld(SINGLE, LONG).run([adds('one')], {
      model: { context: 4_096, justInTime: true },
    });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(run.fault).toBeUndefined();
    expect(run.model.asked).toHaveLength(2);
    expect(run.model.asked[0]?.promptTokens).toBeGreaterThan(4_096);
    expect(run.model.asked[1]?.promptTokens).toBeLessThan(4_096);
    expect(run.proofs[0]?.model).toMatchObject({ contextLoaded: 4_096 });
  });

  test('a plain server that never tells its context is believed when it refuses', async () => {
    const run = await new FlowWorld(SINGLE, LONG).run([adds('one')], {
      model: { context: 4_096, silent: true },
    });
    expect(run.lines).toEqual(['1.1 completed opened']);
  });

  test('after the first answer of a just loaded model its context is known', async () => {
    const answers = [adds('one', `""\n${ERROR}`), adds('two', '2')];
    const run = await new FlowWorld(SINGLE).run(answers, { model: { context: 6_000, justInTime: true } });
    const { promptTokens, options } = run.model.asked[1] ?? {
      promptTokens: 0,
      options: { maxTokens: 6_001 },
    };
    expect(promptTokens + options.maxTokens).toBeLessThanOrEqual(6_000);
    expect(run.proofs[0]?.model).toMatchObject({ contextLoaded: 6_000 });
  });

  test('a tokenizer that needs more tokens than estimated is learned from its refusal', async () => {
    const run = await new FlowWorld(SINGLE, LONG).run([adds('one')], {
      model: { context: 11_000, charactersPerToken: 1.9 },
    });
    expect(run.lines).toEqual(['1.1 completed opened']);
    expect(run.model.asked).toHaveLength(2);
  });

  test('a task that does not fit even so is a fault', async () => {
    const run = await new FlowWorld(SINGLE, LONG).run([], { model: { context: 600, silent: true } });
    expect(run.fault?.code).toBe('model-context-small');
    expect(run.model.asked).toHaveLength(1);
  });
});
