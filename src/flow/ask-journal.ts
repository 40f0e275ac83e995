import { Fault } from '../core/fault.ts';
import type { Known } from '../core/metrics/known.ts';
import type { JournalReader } from '../ports/journal.ts';

/** Opens the journal of the settings; undefined where nothing is recorded. Throws faults. */
export type OpenJournalReader = () => Promise<JournalReader | undefined>;

/** What is said of a journal that does not exist. */
export const NO_JOURNAL = 'no-journal';

/**
 * Gives an answer or the fault's code: what reads a journal has to work without one. `bad-settings` is thrown, the
 * user can mend it; bugs are left alone.
 */
async function askJournal<T>(question: () => Promise<T>): Promise<Known<T>> {
  try {
    return { kind: 'known', facts: await question() };
  } catch (error) {
    if (!(error instanceof Fault) || error.code === 'bad-settings') throw error;
    return { kind: 'off', error: error.code, fault: error };
  }
}

/** Opens the journal, asks, and closes it. Throws `bad-settings`. */
export async function withJournal<T>(
  open: OpenJournalReader,
  use: (reader: Known<JournalReader>) => Promise<T>,
): Promise<T> {
  const opened = await askJournal(open);
  if (opened.kind === 'off') return use(opened);
  await using reader = opened.facts;
  // Awaited here: the journal stays open until the answers are there.
  return await use(
    reader === undefined ? { kind: 'off', error: NO_JOURNAL } : { kind: 'known', facts: reader },
  );
}

/** One question to a journal that may be off. */
export function ask<T>(
  reader: Known<JournalReader>,
  question: (reader: JournalReader) => Promise<T>,
): Promise<Known<T>> {
  return reader.kind === 'off' ? Promise.resolve(reader) : askJournal(() => question(reader.facts));
}
