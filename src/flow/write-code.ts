import type { Settings } from '../core/policy/settings.ts';
import type { Profile } from '../core/profiles/profile.ts';
import type { PromptInput } from '../core/prompts/prompt-input.ts';
import { compareVerdicts } from '../core/verdicts/compare-verdicts.ts';
import { gatherPrompt } from './gather-prompt.ts';
import type { Run } from './run.ts';
import type { WrittenTests } from './scenario-tests.ts';
import { TestWriter } from './test-writer.ts';
import { Turns } from './turns.ts';
import { UNPROVEN, type Work, type Workplace } from './work.ts';
import { WorkBudget } from './work-budget.ts';
import { workOnCandidate } from './work-on-candidate.ts';
import { type TestsEnd, writeTests } from './write-tests.ts';

/**
 * Has the model write the tests, where they are asked for, and the code; several candidates at once where the settings
 * say so. The best one that holds is the work, else the best. Throws `model-*` faults.
 */
export async function writeCode(given: Workplace, run: Run): Promise<Work> {
  const entries = await run.repository.list(given.job.start.commit);
  const gathered = await gatherPrompt(given, entries, run);
  const card = await run.card(firstModel(run.settings, gathered.profile));
  const { taskTokens: tokens, taskSeconds: seconds } = run.settings.policy.limits;
  const budget = new WorkBudget({ tokens, seconds }, () => run.clock.now(), run.budget);
  const end = await writeTests(given, run, { card, entries, input: gathered, budget });
  const written = end instanceof TestWriter ? end : undefined;
  if (end?.tests.kind === 'none' && run.settings.tests === 'require') {
    const failure = `tests: require, but ${end.tests.why}`;
    return { ...UNPROVEN, card, attempts: written?.attempts ?? [], failure };
  }
  const place: Workplace = end ? { ...given, scenarioTests: () => end.tests } : given;
  const input: PromptInput = { ...gathered, tests: () => shownTests(end) };
  const writer = written ? { writer: written } : {};
  const shared = { card, entries, input, budget, turns: new Turns(), ...writer };
  const count = run.settings.candidates;
  const numbers = Array.from({ length: count }, (_, at) => (count === 1 ? {} : { candidate: at + 1 }));
  const ends = await Promise.allSettled(
    numbers.map((number) => workOnCandidate(place, run, { ...shared, ...number })),
  );
  return { ...bestOf(ends), attempts: [...(written?.attempts ?? []), ...ends.flatMap(attemptsOf)] };
}

function shownTests(end: TestsEnd | undefined): WrittenTests | undefined {
  return end?.tests.kind === 'written' ? end.tests : undefined;
}

/** Key of the model the policy wants for this profile; undefined where the settings' own is right. */
function firstModel({ model, policy }: Settings, profile: Profile): string | undefined {
  const { default: usual, byProfile } = policy.models;
  const chosenByUser = model.key !== undefined && model.key !== usual[0];
  return chosenByUser ? undefined : byProfile[profile]?.[0];
}

/** A candidate that ended in a fault does not spoil one that holds. Throws the fault when none holds. */
function bestOf(ends: readonly PromiseSettledResult<Work>[]): Work {
  const works = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
  const [best] = works.toSorted(compareVerdicts);
  const trouble = ends.find((end) => end.status === 'rejected');
  if (trouble && !best?.verdict.valid) throw trouble.reason;
  if (!best) throw new Error('a task was worked on without a candidate');
  return best;
}

const attemptsOf = (end: PromiseSettledResult<Work>) =>
  end.status === 'fulfilled' ? end.value.attempts : [];
