import { openJournalReader as openReader } from '../adapters/journal/open-journal-reader.ts';
import type { Settings } from '../core/policy/settings.ts';
import type { JournalReader } from '../ports/journal.ts';
import type { Environment } from './environment.ts';
import { stateFolder } from './state-folder.ts';

/** The journal that the settings name, for reading; undefined where nothing is recorded. Throws `journal-*` faults. */
export function openJournalReader(
  { control }: Pick<Settings, 'control'>,
  env: Environment,
): Promise<JournalReader | undefined> {
  return openReader(control.dsn, stateFolder(env));
}
