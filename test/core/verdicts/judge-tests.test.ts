import { describe, expect, test } from 'vitest';
import type { TestFacts } from '../../../src/core/verdicts/cargo-facts.ts';
import { judgeTests } from '../../../src/core/verdicts/judge-tests.ts';

const run = (parts: Partial<TestFacts> = {}): TestFacts => ({
  command: 'cargo test',
  ok: (parts.failed ?? []).length === 0,
  timedOut: false,
  diagnostics: [],
  log: '',
  built: true,
  passed: ['app::a', 'app::b'],
  failed: [],
  ignored: [],
  ...parts,
});
const NONE = { renamed: new Map(), added: [] };

describe('failed', () => {
  test.each<[string, TestFacts, string]>([
    [
      'a pass that fails',
      run({ passed: ['app::a'], failed: ['app::b'] }),
      '`app::b` passed before and fails now.',
    ],
    [
      'a pass that is ignored',
      run({ passed: ['app::a'], ignored: ['app::b'] }),
      '`app::b` passed before and is ignored now.',
    ],
    ['a pass that is gone', run({ passed: ['app::a'] }), '`app::b` passed before and is not run any more.'],
    ['a new test that fails', run({ failed: ['app::c'] }), '`app::c` is new and fails.'],
    [
      'a build that fails',
      run({ built: false, ok: false, log: 'error: no' }),
      '`cargo test` cannot build the tests: error: no',
    ],
    [
      'a run that hangs',
      run({ timedOut: true, ok: false }),
      'did not finish in time; it did before your change',
    ],
    [
      'a run that breaks off',
      run({ ok: false, log: 'signal: 11, SIGSEGV' }),
      '`cargo test` failed:\nsignal: 11, SIGSEGV',
    ],
  ])('%s', (_title, now, sentence) => {
    const found = judgeTests(run(), now, NONE);
    expect(found.result).toBe('failed');
    expect(found.feedback).toContain(sentence);
  });

  test('equal names in two crates stay apart', () => {
    const base = run({ passed: ['one::t', 'two::t'] });
    expect(judgeTests(base, run({ passed: ['one::t'] }), NONE).result).toBe('failed');
  });

  test('a rename that does not pass under its new name', () => {
    const renamed = new Map([['b', 'c']]);
    expect(judgeTests(run(), run({ passed: ['app::a'] }), { renamed, added: [] }).result).toBe('failed');
    expect(judgeTests(run(), run({ passed: ['app::a', 'app::c'] }), { renamed, added: [] }).result).toBe(
      'passed',
    );
  });

  test('a doc test that is gone', () => {
    const base = run({ passed: ['src/lib.rs - add (line 3)', 'src/lib.rs - add (line 9)'] });
    expect(judgeTests(base, run({ passed: ['src/lib.rs - add (line 5)'] }), NONE).result).toBe('failed');
  });

  test('its own new tests, even where the base could not be tested', () => {
    const base = run({ built: false, ok: false, passed: [] });
    const now = run({ passed: [], failed: ['app::tests::c', 'app::old'] });
    const found = judgeTests(base, now, { renamed: new Map(), added: ['tests::c'] });
    expect(found.feedback).toContain('`app::tests::c` is new and fails.');
    expect(found.feedback).not.toContain('app::old');
  });

  test('many are counted, a few are named', () => {
    const names = Array.from({ length: 30 }, (_, i) => `app::t${i}`);
    const found = judgeTests(run({ passed: names }), run({ passed: [], failed: names }), NONE);
    expect(found.summary).toBe('0 passed, 30 failed; 30 lost, 0 new red');
    expect(found.feedback).toContain('20 more tests.');
  });
});

describe('passed or skipped', () => {
  test.each<[string, TestFacts, TestFacts]>([
    ['more tests', run(), run({ passed: ['app::a', 'app::b', 'app::c'] })],
    ['failing before and after', run({ failed: ['app::c'] }), run({ failed: ['app::c'] })],
    [
      'failing before, passing now',
      run({ failed: ['app::c'] }),
      run({ passed: ['app::a', 'app::b', 'app::c'] }),
    ],
    [
      'a doc test that moved',
      run({ passed: ['src/lib.rs - add (line 3)'] }),
      run({ passed: ['src/lib.rs - add (line 33)'] }),
    ],
  ])('%s', (_title, base, now) => {
    expect(judgeTests(base, now, NONE)).toMatchObject({ result: 'passed', feedback: '' });
  });

  test.each<[string, Partial<TestFacts>]>([
    ['the tests cannot be built on the base either', { built: false, ok: false, passed: [] }],
    ['the tests do not finish in time on the base either', { timedOut: true, ok: false, passed: [] }],
  ])('%s', (summary, parts) => {
    expect(judgeTests(run(parts), run(parts), NONE)).toEqual({ result: 'skipped', summary, feedback: '' });
  });
});

test('a test named like one elsewhere is shown with its own output', () => {
  const log =
    '---- tests::b stdout ----\nassertion `left == right` failed\n  left: 1\n right: 2\n\n---- x stdout ----\nother\n';
  const now = run({ passed: ['app::a'], failed: ['app::tests::b'], log });
  expect(judgeTests(run({ passed: ['app::a', 'app::tests::b'] }), now, NONE).feedback).toMatchInlineSnapshot(`
    "\`cargo test\`: 1 passed, 1 failed.
    \`app::tests::b\` passed before and fails now.

    ---- tests::b stdout ----
    assertion \`left == right\` failed
      left: 1
     right: 2"
  `);
});

test('tests that end are judged also where others hang, before and now', () => {
  const hanging = { timedOut: true, ok: false };
  const base = run({ ...hanging, failed: ['app::hangs'] });
  const lost = judgeTests(
    base,
    run({ ...hanging, passed: ['app::a'], failed: ['app::b', 'app::hangs'] }),
    NONE,
  );
  expect(lost).toMatchObject({ result: 'failed', summary: '1 passed, 2 failed; 1 lost, 0 new red' });
  expect(judgeTests(base, run({ ...hanging, failed: ['app::hangs'] }), NONE).result).toBe('passed');
});
