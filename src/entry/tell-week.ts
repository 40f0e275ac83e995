import { setTimeout } from 'node:timers/promises';
import { EXPORTED_DAYS } from '../core/metrics/export-set.ts';
import { weekSection } from '../core/metrics/week-section.ts';
import type { OpenJournalReader } from '../flow/ask-journal.ts';
import { gatherStats } from '../flow/gather-stats.ts';

/** Milliseconds that a run's end may wait for its journal. */
const PATIENCE = 2000;

/**
 * The week up to a run's end for its job summary. Best effort, whatever goes wrong: undefined where there is no journal, it
 * cannot be read or does not answer in time.
 */
export async function tellWeek(
  open: OpenJournalReader,
  now: Date,
  patience = PATIENCE,
): Promise<string | undefined> {
  const told = gatherStats(open, { now, days: EXPORTED_DAYS }).then(
    ({ stats }) => weekSection(stats),
    () => undefined,
  );
  const answered = new AbortController();
  const silence = setTimeout(patience, undefined, { signal: answered.signal }).catch(() => undefined);
  try {
    return await Promise.race([told, silence]);
  } finally {
    answered.abort();
  }
}
