import type { BudgetFacts, JournalReader, JournalRow, Json, ModelFacts } from '../../ports/journal.ts';
import { callFacts } from './call-facts.ts';
import { jsonObject, jsonOf, numberOf, textOf, timeOf, violationsOf } from './column.ts';
import type { JournalStatements, SqlValue } from './journal-statements.ts';

type Row = Readonly<Record<string, SqlValue>>;

/** Most rows of outcomes in one answer, whatever is asked for. */
const MOST_OUTCOMES = 50_000;

/** A reader over a store; the store counts, here rows only become facts. */
export function createJournalReader(statements: JournalStatements): JournalReader {
  return {
    calls: (since) => callFacts(statements, since),
    async budgets(now) {
      return (await statements.run('budgets', [now.toISOString()])).map(toBudget);
    },
    async outcomes(since, limit) {
      const most = Math.max(0, Math.min(MOST_OUTCOMES, Math.trunc(limit)));
      return (await statements.run('outcomes', [since.toISOString(), String(most)])).flatMap(toOutcome);
    },
    async models(since) {
      return (await statements.run('models', [since.toISOString()])).map(toModel);
    },
    mayRecord: () => statements.mayAppend(),
    [Symbol.asyncDispose]: () => statements.close(),
  };
}

function toBudget(row: Row): BudgetFacts {
  return {
    appName: textOf(row.app_name),
    windowDays: numberOf(row.window_days),
    maxRequests: numberOf(row.max_requests),
    maxTokens: numberOf(row.max_tokens),
    usedRequests: numberOf(row.used_requests),
    usedTokens: numberOf(row.used_tokens),
  };
}

function toOutcome(row: Row): readonly JournalRow[] {
  const createdAt = timeOf(row.created_at);
  if (createdAt === undefined) return [];
  const violations: Json = jsonOf(row.violations_json);
  return [
    {
      tool: 'openspec_complete',
      args: jsonObject(jsonOf(row.args_json)),
      result: jsonObject(jsonOf(row.result_json)),
      violations: violationsOf(violations),
      createdAt,
    },
  ];
}

function toModel(row: Row): ModelFacts {
  return {
    model: textOf(row.model),
    calls: numberOf(row.calls),
    successful: numberOf(row.successful),
    tokensPrompt: numberOf(row.tokens_prompt),
    tokensCompletion: numberOf(row.tokens_completion),
    latency: { p50: numberOf(row.p50), p90: numberOf(row.p90), p99: numberOf(row.p99) },
    ...(row.tokens_per_second === null ? {} : { tokensPerSecond: Number(row.tokens_per_second) }),
  };
}
