import { expect, test } from 'vitest';
import { judgeScenarioTests } from '../../../src/core/verdicts/judge-scenario-tests.ts';

const given = {
  kind: 'written' as const,
  path: 'tests/scenario_1.rs',
  target: 'scenario_1',
  names: ['adds', 'more::subtracts'],
  red: 'they fail',
  scenarios: ['Adding'],
};
const run = (passed: readonly string[], failed: readonly string[] = []) => ({
  ...{ command: 'cargo test', ok: true, timedOut: false, diagnostics: [], log: '', built: true, ignored: [] },
  passed,
  failed,
});

test('all green', () => {
  const finding = judgeScenarioTests(
    given,
    run(['scenario_1::adds', 'scenario_1::more::subtracts', 'app::x']),
  );
  expect(finding).toEqual({
    result: 'passed',
    summary: '2 tests red on the base (they fail), green now',
    feedback: '',
  });
});

test('a test of the same name elsewhere does not stand in', () => {
  const finding = judgeScenarioTests(given, run(['app::adds', 'scenario_1::more::subtracts']));
  expect(finding.result).toBe('failed');
  expect(finding.feedback).toBe('`adds` of tests/scenario_1.rs is not run; it has to be.');
});

test('one that fails is told by the test gate alone', () => {
  const finding = judgeScenarioTests(given, run(['scenario_1::adds'], ['scenario_1::more::subtracts']));
  expect(finding).toEqual({ result: 'failed', summary: '1 of 2 tests not green', feedback: '' });
});

test('without tests nothing is proved, and why is said', () => {
  expect(judgeScenarioTests({ kind: 'none', why: 'no library' }, run([]))).toEqual({
    result: 'skipped',
    summary: 'no library',
    feedback: '',
  });
});
