import { CATEGORIES } from '../format/eval-case.ts';
import { type CaseResult, LOOPS, type Loop } from './case-result.ts';

/** One row: a category, or all of them, in one loop. */
export interface Row {
  readonly category: string;
  readonly loop: Loop;
  readonly cases: number;
  readonly finished: number;
  readonly falseAccepts: number;
  /** Of those, what only the hidden tests could see. */
  readonly unseen: number;
  readonly rounds: number;
  /** All tokens spent, on what failed too, by the number of finished tasks; NaN when none is. */
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly repairs: number;
  /** Mean of a case, without waiting for a model when it is simulated. */
  readonly seconds: number;
}

/** Rows by category, and one over all, each for both loops. */
export function summarise(results: readonly CaseResult[]): readonly Row[] {
  const categories = CATEGORIES.filter((category) => results.some((one) => one.category === category));
  return [...categories, 'all'].flatMap((category) =>
    LOOPS.flatMap((loop) => {
      const chosen = results.filter(
        (one) => one.loop === loop && (category === 'all' || one.category === category),
      );
      return chosen.length === 0 ? [] : [rowOf(category, loop, chosen)];
    }),
  );
}

function rowOf(category: string, loop: Loop, results: readonly CaseResult[]): Row {
  const sum = (of: (one: CaseResult) => number) => results.reduce((total, one) => total + of(one), 0);
  const finished = results.filter(({ end }) => end === 'finished').length;
  const perFinished = (total: number) => (finished === 0 ? Number.NaN : total / finished);
  return {
    ...{ category, loop, finished },
    cases: results.length,
    falseAccepts: results.filter(({ end }) => end === 'false-accept').length,
    unseen: results.filter((one) => one.end === 'false-accept' && one.unseen).length,
    rounds: sum((one) => one.usage.calls) / results.length,
    promptTokens: perFinished(sum((one) => one.usage.promptTokens)),
    completionTokens: perFinished(sum((one) => one.usage.completionTokens)),
    repairs: sum((one) => one.repairs),
    seconds: sum((one) => one.milliseconds) / results.length / 1000,
  };
}
