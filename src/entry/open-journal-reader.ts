import type { Settings } from '../core/policy/settings.ts';
import type { JournalReader } from '../ports/journal.ts';
import type { Environment } from './environment.ts';

/** The journal that the settings name, for reading; undefined where nothing is recorded. Throws `journal-*` faults. */
export async function openJournalReader(
  _settings: Settings,
  _env: Environment,
): Promise<JournalReader | undefined> {
  return undefined;
}
