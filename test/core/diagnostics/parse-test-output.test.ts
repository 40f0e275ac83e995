import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exampleNames } from '../../../src/core/diagnostics/example-names.ts';
import { parseDepInfo } from '../../../src/core/diagnostics/parse-dep-info.ts';
import { parseTestList, parseTestOutput } from '../../../src/core/diagnostics/parse-test-output.ts';
import { readableLog } from '../../../src/core/diagnostics/readable-log.ts';

function judge(stdout: string, exitCode: number | null = 0) {
  return parseTestOutput({ listed: ['a', 'b', 'c', 'slow'], ignored: ['slow'], stdout, exitCode });
}

test('results are read with the words libtest adds to a name', () => {
  const stdout =
    'test a ... ok\ntest b - should panic ... ok\ntest c ... FAILED\ntest slow ... ignored, why\n';
  expect(judge(stdout, 101)).toEqual({ passed: ['a', 'b'], failed: ['c'], ignored: ['slow'], undecided: [] });
});

test('a test with no line, or with contradicting lines, is undecided', () => {
  expect(judge('test a ... ok\ntest a ... FAILED\ntest b ... ok\n', 101).undecided).toEqual(['a', 'c']);
  expect(judge('noisetest a ... ok\n', null)).toMatchObject({ passed: [], undecided: ['a', 'b', 'c'] });
});

test('a line torn by the output of another test, which forges its end, is undecided', () => {
  const torn = 'test a ... \ntest a ... FAILED\nok\ntest b ... ok\ntest c ... test c ... ok\nFAILED\n';
  expect(judge(torn, 101)).toMatchObject({ passed: ['b'], failed: [], undecided: ['a', 'c'] });
});

test('names that were not listed count for nothing', () => {
  expect(judge('test invented ... ok\n').passed).toEqual([]);
});

test('a failure line that the exit code denies is undecided', () => {
  const stdout =
    'test a ... ok\ntest b ... ok\ntest c ... FAILED\ntest result: ok. 3 passed; 0 failed; 1 ignored\n';
  expect(judge(stdout, 0)).toMatchObject({ failed: [], undecided: ['c'] });
});

test('where a test ended the process before the last line, no end counts', () => {
  expect(judge('test a ... ok\ntest b ... ok\ntest c ... ok\n', 0)).toMatchObject({
    passed: [],
    undecided: ['a', 'b', 'c'],
  });
});

test('every listed test has exactly one end, whatever is printed', () => {
  const line = fc.oneof(
    fc.string(),
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'slow', 'x'), fc.constantFrom('ok', 'FAILED', 'ignored'))
      .map(([name, end]) => `test ${name} ... ${end}`),
  );
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom(0, 101, null), (lines, exitCode) => {
      const { passed, failed, ignored, undecided } = judge(lines.join('\n'), exitCode);
      expect([...passed, ...failed, ...ignored, ...undecided].sort()).toEqual(['a', 'b', 'c', 'slow']);
    }),
  );
});

test('a list is read only when it ends as libtest ends it', () => {
  expect(parseTestList('a::b: test\nbench: benchmark\n\n1 test, 1 benchmark\n')).toEqual(['a::b']);
  expect(parseTestList('\n0 tests, 0 benchmarks\n')).toEqual([]);
  expect(parseTestList('usage: mine [options]\n')).toBeUndefined();
});

test('examples keep their names when lines are added above them', () => {
  const before = ['src/lib.rs - f (line 12)', 'src/lib.rs - f (line 3)', 'src/lib.rs - g (line 40)'];
  const after = ['src/lib.rs - f (line 112)', 'src/lib.rs - f (line 23)', 'src/lib.rs - g (line 140)'];
  expect([...exampleNames(before).values()]).toEqual([...exampleNames(after).values()]);
  expect(exampleNames(before).get('src/lib.rs - f (line 12)')).toBe('src/lib.rs - f #2');
});

test('dep-info gives every source once more than its rule, spaces unescaped', () => {
  const text = '/t/x.d: src/a\\ b.rs src/c.in\n\nsrc/a\\ b.rs:\nsrc/c.in:\n\n# env-dep:CARGO_PKG_NAME=x:\n';
  expect(parseDepInfo(text)).toEqual(['src/a b.rs', 'src/c.in']);
});

test('a log loses colour, machine paths and timings, and nothing else', () => {
  const machine = { tree: '/slot/tree', target: '/slot/target' };
  const raw =
    '\u001b[32mChecking\u001b[0m x v0.1.0 (/slot/tree)\r\n --> /slot/tree/src/a.rs:1\n/slot/target/debug/x\n' +
    'Finished `dev` profile target(s) in 1m 02s\ntest result: ok. 1 passed; finished in 0.01s\n';
  expect(readableLog(raw, machine)).toBe(
    'Checking x v0.1.0 (.)\n --> src/a.rs:1\ntarget/debug/x\nFinished `dev` profile target(s)\ntest result: ok. 1 passed\n',
  );
});
