import type { TaskKind } from '../tasks/task.ts';
import { changesNothing } from './changes-nothing.ts';
import type { FileChange } from './file-change.ts';
import type { TestsKept } from './find-lost-tests.ts';
import { findPlaceholders } from './find-placeholders.ts';
import type { Uncompiled } from './find-uncompiled.ts';
import type { GateFinding } from './gate-finding.ts';

const MOST_NAMED = 12;

/** The gate `placeholders`: the change does something, and writes what it does out. */
export function judgePlaceholders(changes: readonly FileChange[], kind: TaskKind): GateFinding {
  const nothing = changesNothing(changes, kind);
  if (nothing)
    return {
      result: 'failed',
      summary: `nothing done: ${nothing}`,
      feedback: `Your answer does nothing for the task: ${nothing}. Write the code the task asks for.`,
    };
  return listed(
    findPlaceholders(changes).map(
      (each) => `\`${each.path}\` line ${each.line}, \`${each.function}\`: ${each.what}.`,
    ),
    {
      none: 'nothing is left to be written',
      one: 'placeholder',
      many: 'placeholders',
      why: 'The work is not written out. Write real code in these places; if an empty body is meant, say why in a comment inside it.',
    },
  );
}

/** The gate `tests-kept`. */
export function judgeTestsKept(kept: TestsKept): GateFinding {
  return listed(
    kept.lost.map(({ path, test, how }) => `\`${path}\`: test \`${test}\` ${how}.`),
    {
      none: 'every test is kept',
      one: 'weakened test',
      many: 'weakened tests',
      why: 'Keep the existing tests and what they check; change the code, not the tests.',
    },
    kept.lost.map(({ was }) => was),
  );
}

/** The gate `compiled`. */
export function judgeCompiled(uncompiled: readonly Uncompiled[]): GateFinding {
  return listed(
    uncompiled.map((each) => each.why),
    {
      none: 'every changed file is compiled',
      one: 'file is not compiled',
      many: 'files are not compiled',
      why: 'These files are not part of the program, so nothing in them was checked.',
    },
  );
}

interface Words {
  /** Summary when nothing was found. */
  readonly none: string;
  readonly one: string;
  readonly many: string;
  /** What the model is told before the list. */
  readonly why: string;
}

/** `details`: what stands below a sentence for the model alone, at the same place. */
function listed(
  sentences: readonly string[],
  { none, one, many, why }: Words,
  details: readonly (string | undefined)[] = [],
): GateFinding {
  if (sentences.length === 0) return { result: 'passed', summary: none, feedback: '' };
  const shown = sentences
    .slice(0, MOST_NAMED)
    .map((sentence, at) => (details[at] === undefined ? sentence : `${sentence} It was:\n${details[at]}`));
  if (sentences.length > shown.length) shown.push(`${sentences.length - shown.length} more.`);
  const summary = `${sentences.length} ${sentences.length === 1 ? one : many}: ${sentences[0] ?? ''}`;
  return { result: 'failed', summary, feedback: `${why}\n${shown.join('\n')}` };
}
