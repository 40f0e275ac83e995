import { amount } from './amount.ts';
import type { ModelFacts } from './model-facts.ts';
import type { OutcomeFacts } from './read-outcome-row.ts';
import { shareOf } from './share-of.ts';

/** One model: the tasks it wrote, and the calls to it. */
export interface ModelStats {
  readonly model: string;
  readonly completed: number;
  readonly failed: number;
  readonly completion_rate: number | null;
  /** Completed in the first round, of completed and failed ones. */
  readonly first_round_rate: number | null;
  readonly calls: number;
  readonly failed_calls: number;
  readonly tokens_prompt: number;
  readonly tokens_completion: number;
  /** Milliseconds of a call; null without calls. */
  readonly latency_ms: { readonly p50: number; readonly p90: number; readonly p99: number } | null;
  readonly tokens_per_second: number | null;
}

/** By calls, most first, then by name. */
export function modelStats(
  models: readonly ModelFacts[],
  ends: readonly OutcomeFacts[],
): readonly ModelStats[] {
  const called = new Map(models.map((facts) => [facts.model, facts]));
  const names = new Set([...called.keys(), ...ends.flatMap(({ model }) => model ?? [])]);
  return [...names]
    .map((model) => oneModel(model, called.get(model), ends))
    .toSorted((one, two) => two.calls - one.calls || (one.model < two.model ? -1 : 1));
}

function oneModel(model: string, facts: ModelFacts | undefined, ends: readonly OutcomeFacts[]): ModelStats {
  const own = ends.filter((end) => end.model === model);
  const completed = own.filter(({ ok }) => ok).length;
  const failed = own.filter(({ outcome }) => outcome === 'failed').length;
  const first = own.filter(({ ok, rounds }) => ok && rounds === 1).length;
  const calls = amount(facts?.calls ?? 0);
  const { p50 = 0, p90 = 0, p99 = 0 } = facts?.latency ?? {};
  return {
    model,
    completed,
    failed,
    completion_rate: shareOf(completed, completed + failed),
    first_round_rate: shareOf(first, completed + failed),
    calls,
    failed_calls: amount(calls - (facts?.successful ?? 0)),
    tokens_prompt: amount(facts?.tokensPrompt ?? 0),
    tokens_completion: amount(facts?.tokensCompletion ?? 0),
    latency_ms: calls > 0 ? { p50: amount(p50), p90: amount(p90), p99: amount(p99) } : null,
    tokens_per_second: facts?.tokensPerSecond === undefined ? null : amount(facts.tokensPerSecond),
  };
}
