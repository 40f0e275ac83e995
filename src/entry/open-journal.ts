import { openJournal as openStore } from '../adapters/journal/open-journal.ts';
import { openJournalReader as openReader } from '../adapters/journal/open-journal-reader.ts';
import type { ControlSettings } from '../core/policy/settings.ts';
import type { Journal, JournalReader } from '../ports/journal.ts';
import type { Environment } from './environment.ts';
import { stateFolder } from './state-folder.ts';

/** Where a run's rows go, and what can be read of earlier ones. */
export interface OpenedJournal {
  readonly journal: Journal;
  readonly reader: Pick<JournalReader, 'budgets'>;
}

/**
 * The control plane of the settings. Nothing is opened before the first row or question.
 * Throws `bad-settings` for a DSN that is malformed.
 *
 * @param notice told in one sentence when recording ends early
 */
export function openJournal(
  { dsn }: ControlSettings,
  env: Environment,
  notice: (text: string) => void,
): OpenedJournal {
  const folder = stateFolder(env);
  return {
    journal: openStore({ dsn, stateFolder: folder, notice }),
    reader: {
      budgets: async (now) => {
        await using reader = await openReader(dsn, folder);
        return reader === undefined ? [] : await reader.budgets(now);
      },
    },
  };
}
