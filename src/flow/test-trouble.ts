import { explainDiagnostics } from '../core/verdicts/explain-diagnostics.ts';
import type { Judgement } from './judge-candidate.ts';
import type { WrittenTests } from './scenario-tests.ts';
import type { Baseline } from './take-baseline.ts';

const KEEP = 'Keep every test and every assertion. Answer with the whole file.';

/**
 * What the author of the tests is told when a candidate fails by nothing but them: errors that only their file has, or
 * the names of those that fail. Never what the code gave: expectations would be copied from it. Undefined when anything
 * else is wrong with the candidate.
 */
export function testTrouble(
  { errors, verdict, passedTests }: Judgement,
  tests: WrittenTests,
  baseline: Pick<Baseline, 'tests'>,
): string | undefined {
  if (errors.length > 0) {
    if (errors.some(({ file }) => file !== tests.path)) return undefined;
    const texts = new Map([[tests.path, tests.text]]);
    return `The task is done now, and only ${tests.path} does not compile: ${explainDiagnostics(errors, texts, 'error')}\n\nIf the scenarios want it as you wrote it, answer with the same file again; else correct it. ${KEEP}`;
  }
  const failed = verdict.gates.filter(({ result }) => result === 'failed').map(({ gate }) => gate);
  if (!failed.includes('scenario-tests') || failed.some((gate) => !/^(scenario-)?tests$/.test(gate)))
    return undefined;
  const passed = new Set(passedTests);
  const red = tests.names.filter((name) => !passed.has(`${tests.target}::${name}`));
  if (verdict.testsFailed > red.length + baseline.tests.failed.length) return undefined;
  const names = red.map((name) => `\`${name}\``).join(', ');
  return `The task is done now, and ${names} of ${tests.path} ${red.length === 1 ? 'fails' : 'fail'}. Work out once more, step by step, what each of them has to expect by its scenario. If it is what you wrote, answer with the same file again; else correct it. ${KEEP}`;
}
