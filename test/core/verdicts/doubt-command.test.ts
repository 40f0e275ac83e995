import { expect, test } from 'vitest';
import { doubtCommand } from '../../../src/core/verdicts/doubt-command.ts';

const result = (passed: number) =>
  `running ${passed} tests\ntest result: ok. ${passed} passed; 0 failed; 0 ignored; 0 measured; 3 filtered out`;

test('clippy that warns is not clean, whatever its exit code', () => {
  const log =
    'warning: unneeded `return` statement\n --> src/lib.rs:3:5\n\nwarning: `x` (lib) generated 1 warning';
  expect(doubtCommand('cargo clippy --all-targets', log)).toBe(
    '`cargo clippy --all-targets` warns: unneeded `return` statement',
  );
  expect(doubtCommand('cargo clippy', 'Finished `dev` profile')).toBeUndefined();
});

test('a filter that no test has proves nothing', () => {
  const log = `${result(0)}\n\n${result(0)}`;
  expect(doubtCommand('cargo test no_such_test', log)).toBe('`cargo test no_such_test` ran no test');
});

test('one test that ran is enough, and a command that only builds prints no result', () => {
  expect(doubtCommand('cargo test adds', `${result(0)}\n${result(1)}`)).toBeUndefined();
  expect(doubtCommand('cargo test --no-run', 'Finished `test` profile')).toBeUndefined();
  expect(doubtCommand('cargo check', 'warning: unused variable')).toBeUndefined();
});
