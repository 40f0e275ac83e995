import type { TestFacts } from './cargo-facts.ts';
import type { GateFinding } from './gate-finding.ts';

/** Tests that were written before the code, as much as is judged of them; or why there are none. */
export type GivenTests =
  | {
      readonly kind: 'written';
      readonly path: string;
      readonly target: string;
      readonly names: readonly string[];
      readonly red: string;
      readonly scenarios: readonly string[];
    }
  | { readonly kind: 'none'; readonly why: string };

/** Judges whether every test that was red on the base is green now. Without such tests there is nothing to judge. */
export function judgeScenarioTests(given: GivenTests, run: TestFacts): GateFinding {
  if (given.kind === 'none') return { result: 'skipped', summary: given.why, feedback: '' };
  const passed = new Set(run.passed);
  const missing = given.names.filter((name) => !passed.has(`${given.target}::${name}`));
  const count = `${given.names.length} ${given.names.length === 1 ? 'test' : 'tests'}`;
  if (missing.length === 0)
    return { result: 'passed', summary: `${count} red on the base (${given.red}), green now`, feedback: '' };
  // What failed is told by the gate `tests`; here only what did not run is news.
  const silent = missing.filter((name) => !run.failed.includes(`${given.target}::${name}`));
  const told = silent.map((name) => `\`${name}\` of ${given.path} is not run; it has to be.`);
  return { result: 'failed', summary: `${missing.length} of ${count} not green`, feedback: told.join('\n') };
}
