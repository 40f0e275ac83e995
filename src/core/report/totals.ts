import type { Attempt } from '../verdicts/attempt.ts';
import type { Outcome } from './outcome.ts';

/** Sums over a run or a task. Tokens count 0 where the server reports none. */
export interface Totals {
  readonly completed: number;
  readonly failed: number;
  /** Tasks not worked on; those in `blocked` are among them. */
  readonly skipped: number;
  readonly blocked: number;
  readonly rounds: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  /** Time of the model and of the gates; of a FoundryTask all of it. */
  readonly milliseconds: number;
}

/** Counts and sums of these outcomes. */
export function totalsOf(outcomes: readonly Outcome[]): Totals {
  const count = (kind: Outcome['kind']): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const attempts = outcomes.flatMap(attemptsOf);
  const sum = (number: (attempt: Attempt) => number): number =>
    attempts.reduce((total, attempt) => total + number(attempt), 0);
  return {
    completed: count('completed'),
    failed: count('failed'),
    skipped: count('skipped') + count('blocked'),
    blocked: count('blocked'),
    rounds: attempts.length,
    promptTokens: sum(({ promptTokens }) => promptTokens ?? 0),
    completionTokens: sum(({ completionTokens }) => completionTokens ?? 0),
    milliseconds: outcomes.reduce((total, outcome) => total + millisecondsOf(outcome), 0),
  };
}

function millisecondsOf(outcome: Outcome): number {
  const whole = 'milliseconds' in outcome ? outcome.milliseconds : undefined;
  if (whole !== undefined) return whole;
  return attemptsOf(outcome).reduce(
    (total, { modelMilliseconds, gates }) =>
      gates.reduce((sum, { milliseconds }) => sum + milliseconds, total + modelMilliseconds),
    0,
  );
}

function attemptsOf(outcome: Outcome): readonly Attempt[] {
  return outcome.kind === 'completed' || outcome.kind === 'failed' ? outcome.attempts : [];
}
