import { testFileFor } from '../core/prompts/test-file-for.ts';
import type { Scenario } from '../core/specs/parse-scenarios.ts';
import { scenariosOfTask } from '../core/specs/scenarios-of-task.ts';
import { coverScenarios } from '../core/verdicts/cover-scenarios.ts';
import type { Run } from './run.ts';
import { type TestsAbout, TestWriter } from './test-writer.ts';
import type { Workplace } from './work.ts';

/** Who wrote the tests and can correct them, or why there are none. */
export type TestsEnd = TestWriter | { readonly tests: { readonly kind: 'none'; readonly why: string } };

/**
 * Has the model write tests from the task's scenarios, before there is code they could be fitted to, and proves that
 * they are red on the base. Undefined where the settings or the kind of task ask for none. Throws `model-*` faults.
 */
export async function writeTests(
  place: Workplace,
  run: Run,
  about: TestsAbout,
): Promise<TestsEnd | undefined> {
  const { whole, documents } = place.job;
  if (run.settings.tests === 'off' || whole.kind !== 'code') return undefined;
  const none = (why: string): TestsEnd => ({ tests: { kind: 'none', why } });
  const [change] = documents.scenarios.length > 0 ? await run.source.changes([whole.change]) : [];
  const tasks = (change?.tasks ?? []).filter((task) => task.kind === 'code' && task.parent === undefined);
  const near = scenariosOfTask(whole, tasks, documents.scenarios);
  const scenarios = untested(near, place.baseline.tests.passed);
  if (scenarios.length === 0) return none('no scenario without a test speaks of this task');
  const { packages } = place.baseline.workspace;
  const paths = [
    ...whole.mentions.files,
    ...[...about.input.files].sort((a, b) => b.score - a.score).map((file) => file.path),
  ];
  const file = testFileFor({ id: whole.id, paths }, packages, new Set(about.entries.map((one) => one.path)));
  if (file.kind === 'none') return none(file.why);
  const writer = new TestWriter({ place, run, about, file, scenarios });
  await writer.write();
  return writer;
}

/** Scenarios that no test of the base is named after. */
function untested(scenarios: readonly Scenario[], tests: readonly string[]): readonly Scenario[] {
  const covered = coverScenarios(scenarios, tests);
  return scenarios.filter((_, at) => (covered[at]?.tests.length ?? 0) === 0);
}
