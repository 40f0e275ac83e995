import { cutEnd, cutText } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import { plainText } from '../pulls/plain-text.ts';
import type { Annotation, Outcome } from './outcome.ts';

/** GitHub shows 10 errors of a step; https://github.com/orgs/community/discussions/26680 */
const MOST_ANNOTATIONS = 10;
const LONGEST_MESSAGE = 3000;

/**
 * Compile errors of the failed tasks, one of each task in turn until GitHub's limit, without repetitions. Texts hold
 * only characters that a reader sees; escaping them for workflow commands is left to @actions/core.
 */
export function failureAnnotations(outcomes: readonly Outcome[]): readonly Annotation[] {
  const queues = outcomes.filter((outcome) => outcome.kind === 'failed').map(({ errors }) => errors);
  const longest = Math.max(0, ...queues.map((errors) => errors.length));
  const inTurn = Array.from({ length: longest }, (_, place) =>
    queues.flatMap((errors) => errors.slice(place, place + 1)),
  );
  const unique = new Map<string, Annotation>();
  for (const error of inTurn.flat()) {
    const key = JSON.stringify([error.file, error.line, error.title]);
    if (!unique.has(key)) unique.set(key, error);
  }
  return [...unique.values()].slice(0, MOST_ANNOTATIONS).map(({ file, line, title, message }) => ({
    file: oneLine(file),
    line,
    title: cutEnd(oneLine(title), 200),
    message: cutText(plainText(message).trim(), LONGEST_MESSAGE, 'the report'),
  }));
}
