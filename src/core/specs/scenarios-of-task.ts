import { taskWords } from '../prompts/task-words.ts';
import type { Task } from '../tasks/task.ts';
import type { Scenario } from './parse-scenarios.ts';

type Words = Pick<Task, 'id' | 'text' | 'details' | 'mentions'>;

/** Words a scenario has to share with a task before it is taken for the task's own. */
const LEAST_SHARED = 2;
const MOST_SCENARIOS = 5;

/**
 * The scenarios that a task makes true, the likeliest first: those that share more words with it than with any other
 * task of the change, code it names counted twice. Of tasks that share as many the last one makes it true. Scenarios of
 * removed requirements are none; empty when none is near.
 *
 * @param tasks all tasks of the change that ask for code, in order, this one among them
 */
export function scenariosOfTask(
  task: Words,
  tasks: readonly Words[],
  scenarios: readonly Scenario[],
): readonly Scenario[] {
  const own = wordsOf(task);
  const at = tasks.findIndex((one) => one.id === task.id);
  const earlier = tasks.slice(0, Math.max(0, at)).map(wordsOf);
  const later = tasks.slice(at + 1).map(wordsOf);
  return scenarios
    .filter((scenario) => scenario.operation !== 'removed')
    .map((scenario) => ({ scenario, score: shared(scenario, own) }))
    .filter(
      ({ scenario, score }) =>
        score >= LEAST_SHARED &&
        earlier.every((words) => shared(scenario, words) <= score) &&
        later.every((words) => shared(scenario, words) < score),
    )
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SCENARIOS)
    .map(({ scenario }) => scenario);
}

interface TaskWords {
  readonly all: ReadonlySet<string>;
  readonly code: ReadonlySet<string>;
}

function wordsOf({ text, details, mentions }: Words): TaskWords {
  return { all: taskWords([text, ...details].join('\n')), code: taskWords(mentions.code.join(' ')) };
}

function shared({ requirement, scenario, steps }: Scenario, { all, code }: TaskWords): number {
  const said = [...taskWords([requirement, scenario, ...steps.map((step) => step.text)].join(' '))];
  return said.filter((word) => all.has(word)).length + said.filter((word) => code.has(word)).length;
}
