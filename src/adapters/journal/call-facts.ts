import type { CallFacts } from '../../ports/journal.ts';
import { numberOf, textOf, timeOf } from './column.ts';
import type { JournalStatements, SqlValue } from './journal-statements.ts';

type Row = Readonly<Record<string, SqlValue>>;

/** How many failures are told one by one, and how long their words may be. */
const RECENT = { count: 10, type: 200, reason: 500 };

/** Sums over the calls since a moment: one statement counts, a second one reads the youngest failures, if there are any. */
export async function callFacts(statements: JournalStatements, since: Date): Promise<CallFacts> {
  const rows = await statements.run('calls', [since.toISOString()]);
  const days = rows.filter((row) => row.date !== null).toSorted((a, b) => order(a, b));
  const sum = (name: string) => days.reduce((total, row) => total + numberOf(row[name]), 0);
  const newest = timeOf(days.findLast((row) => row.newest !== null)?.newest ?? null);
  return {
    days: days.filter((row) => numberOf(row.calls) > 0).map(toDay),
    byLmStudio: sum('by_lm_studio'),
    byRemote: sum('by_remote'),
    fellBack: sum('fell_back'),
    budgetRefused: sum('refused'),
    troubles: Object.fromEntries(
      rows.filter((row) => row.trouble !== null).map((row) => [textOf(row.trouble), numberOf(row.failed)]),
    ),
    recent: await recentFailures(statements, days, since),
    ...(newest === undefined ? {} : { newest }),
  };
}

function order(a: Row, b: Row): number {
  return textOf(a.date) < textOf(b.date) ? -1 : 1;
}

function toDay(row: Row) {
  return {
    date: textOf(row.date),
    calls: numberOf(row.calls),
    successful: numberOf(row.successful),
    failed: numberOf(row.failed),
    tokensPrompt: numberOf(row.tokens_prompt),
    tokensCompletion: numberOf(row.tokens_completion),
    latencyMilliseconds: numberOf(row.latency_ms),
  };
}

/** Looks only at the youngest days that hold enough failures together: a store without an index for them reads less. */
async function recentFailures(
  statements: JournalStatements,
  days: readonly Row[],
  since: Date,
): Promise<CallFacts['recent']> {
  let found = 0;
  let first: Row | undefined;
  for (const day of days.toReversed()) {
    if (found >= RECENT.count) break;
    if (numberOf(day.failed) === 0) continue;
    found += numberOf(day.failed);
    first = day;
  }
  if (first === undefined) return [];
  const from = new Date(Math.max(since.getTime(), Date.parse(textOf(first.date))));
  const rows = await statements.run('failures', [from.toISOString()]);
  return rows.flatMap((row) => {
    const createdAt = timeOf(row.created_at);
    if (createdAt === undefined) return [];
    const type = textOf(row.type).slice(0, RECENT.type);
    return [{ createdAt, type, reason: textOf(row.reason).slice(0, RECENT.reason) }];
  });
}
