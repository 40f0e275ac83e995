import type { Fault } from '../core/fault.ts';
import { type ExportWindow, startOf } from '../core/metrics/export-window.ts';
import { readOutcomeRow } from '../core/metrics/read-outcome-row.ts';
import { type Stats, statsOf } from '../core/metrics/stats.ts';
import { ask, type OpenJournalReader, withJournal } from './ask-journal.ts';

export interface GatheredStats {
  readonly stats: Stats;
  /** Why the journal could not be read; undefined also where nothing is recorded at all. */
  readonly fault?: Fault;
}

/** Rows beyond are the oldest; a sweep of every hour has fewer in a month. */
const MOST_OUTCOMES = 20_000;

/** What the journal tells of a window. Works without a journal, and with one that cannot be read. Throws `bad-settings`. */
export async function gatherStats(open: OpenJournalReader, window: ExportWindow): Promise<GatheredStats> {
  const since = startOf(window);
  const [calls, models, rows] = await withJournal(open, (reader) =>
    Promise.all([
      ask(reader, (journal) => journal.calls(since)),
      ask(reader, (journal) => journal.models(since)),
      ask(reader, (journal) => journal.outcomes(since, MOST_OUTCOMES)),
    ]),
  );
  const outcomes =
    rows.kind === 'off' ? rows : { ...rows, facts: rows.facts.flatMap((row) => readOutcomeRow(row) ?? []) };
  const off = [calls, models, outcomes].find(({ kind }) => kind === 'off');
  return {
    stats: statsOf({ calls, models, outcomes }, window),
    ...(off?.kind === 'off' && off.fault ? { fault: off.fault } : {}),
  };
}
