import type { ControlSettings } from '../core/policy/settings.ts';
import type { Journal, JournalReader } from '../ports/journal.ts';

/** Where a run's rows go, and what can be read of earlier ones. */
export interface OpenedJournal {
  readonly journal: Journal;
  /** Undefined in db_off. */
  readonly reader: JournalReader | undefined;
}

/** The control plane of the settings. The stores are not connected yet: nothing is recorded. */
export async function openJournal(_control: ControlSettings): Promise<OpenedJournal> {
  const journal: Journal = { record: () => undefined, [Symbol.asyncDispose]: async () => undefined };
  return { journal, reader: undefined };
}
