import { taskWords } from '../prompts/task-words.ts';
import type { Task } from '../tasks/task.ts';
import type { Scenario } from './parse-scenarios.ts';

type Words = Pick<Task, 'id' | 'text' | 'details' | 'mentions'>;

/** A scenario that shares less than this with every task is nobody's. */
const LEAST_SCORE = 0.3;
/** What a piece of code that both quote is worth, in words that no other task has. */
const QUOTED = 3;
/** What the requirement itself says is worth more than its examples. */
const STATEMENT = 2;
const MOST_SCENARIOS = 6;
/** Tasks that change how code is written, not what it does: no scenario becomes true by them. */
const REWRITES = /^(?:\S+\s+)?(?:refactor|rename|move|split|extract|inline|tidy|clean up)\b/i;

/**
 * The scenarios that a task makes true. Every scenario belongs to the one task of the change that shares most with it and
 * its requirement: words count the more the fewer tasks use them, quoted code counts most; of equals the last task has it, which makes
 * it true. Scenarios of removed requirements are none.
 *
 * @param tasks all tasks of the change that ask for code, done ones too, in order, this one among them
 */
export function scenariosOfTask(
  task: Words,
  tasks: readonly Words[],
  scenarios: readonly Scenario[],
): readonly Scenario[] {
  const rivals = tasks.filter(({ text }) => !REWRITES.test(text)).map(readTask);
  const own = rivals.find(({ id }) => id === task.id);
  if (!own) return [];
  const weigh = weightsOf(rivals);
  return scenarios
    .filter((scenario) => scenario.operation !== 'removed' && ownerOf(scenario, rivals, weigh) === own)
    .slice(0, MOST_SCENARIOS);
}

interface TaskRead {
  readonly id: string;
  readonly words: ReadonlySet<string>;
  readonly code: ReadonlySet<string>;
}

function readTask({ id, text, details, mentions }: Words): TaskRead {
  const said = [text, ...details].join('\n');
  const code = [...mentions.code, ...mentions.files, ...quotesIn(said)];
  return { id, words: stems(said), code: new Set(code.map(squeeze)) };
}

function ownerOf(
  { requirement, statement: body, scenario, steps: lines }: Scenario,
  rivals: readonly TaskRead[],
  weigh: (word: string) => number,
): TaskRead | undefined {
  const statement = `${requirement}\n${body}`;
  const steps = [scenario, ...lines.map((step) => step.text)].join('\n');
  const quotes = [...new Set(quotesIn(`${statement}\n${steps}`).map(squeeze))];
  let best: TaskRead | undefined;
  let most = LEAST_SCORE;
  for (const rival of rivals) {
    const words = (text: string) =>
      [...stems(text)].filter((word) => rival.words.has(word)).reduce((sum, word) => sum + weigh(word), 0);
    const quoted = QUOTED * quotes.filter((quote) => rival.code.has(quote)).length;
    // A long task shares words with everything.
    const score = (STATEMENT * words(statement) + words(steps) + quoted) / Math.sqrt(rival.words.size + 5);
    if (score < most) continue;
    most = score;
    best = rival;
  }
  return best;
}

/** 1 for a word of one task, less the more tasks have it, 0 for one that all have. */
function weightsOf(rivals: readonly TaskRead[]): (word: string) => number {
  const uses = new Map<string, number>();
  for (const word of rivals.flatMap(({ words }) => [...words])) uses.set(word, (uses.get(word) ?? 0) + 1);
  const all = Math.log(rivals.length + 1);
  return (word) => 1 - Math.log(uses.get(word) ?? 1) / all;
}

/** Words without the endings of number and tense: rough on purpose. */
function stems(text: string): ReadonlySet<string> {
  return new Set(
    [...taskWords(text)].map((word) => word.replace(/(?<=.{3})(?:ings?|ies|ied|ed|es|s|y)$/, '')),
  );
}

function quotesIn(text: string): readonly string[] {
  return [...text.matchAll(/`([^`\n]{2,200})`/g)].map((match) => match[1] ?? '');
}

const squeeze = (code: string) => code.replace(/\s+/g, '');
