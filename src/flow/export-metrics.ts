import type { Fault } from '../core/fault.ts';
import { EXPORTED_DAYS, type ExportSet, exportSet } from '../core/metrics/export-set.ts';
import { startOf } from '../core/metrics/export-window.ts';
import { sortedJson } from '../core/metrics/sorted-json.ts';
import type { ExportFolder } from '../ports/export-folder.ts';
import { ask, type OpenJournalReader, withJournal } from './ask-journal.ts';

/** What was exported. */
export interface Exported {
  readonly files: ExportSet;
  /** Why the journal could not be read, whole or in part; undefined also where nothing is recorded at all. */
  readonly fault?: Fault;
}

/**
 * Writes the five exports of the control plane, all of one moment and all or none. Without a journal, or with one that
 * cannot be read, they are written all the same and say so. Throws `bad-settings`, and what the folder throws.
 */
export async function exportMetrics(
  open: OpenJournalReader,
  folder: ExportFolder,
  now: Date,
): Promise<Exported> {
  const [calls, budgets] = await withJournal(open, (reader) =>
    Promise.all([
      ask(reader, (journal) => journal.calls(startOf({ now, days: EXPORTED_DAYS }))),
      ask(reader, (journal) => journal.budgets(now)),
    ]),
  );
  const files = exportSet(calls, budgets, now);
  await folder.replace(
    new Map(Object.entries(files).map(([name, content]): [string, string] => [name, sortedJson(content)])),
  );
  const off = [calls, budgets].find(({ kind }) => kind === 'off');
  return { files, ...(off?.kind === 'off' && off.fault ? { fault: off.fault } : {}) };
}
