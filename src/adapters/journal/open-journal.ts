import type { Journal } from '../../ports/journal.ts';
import { BestEffortJournal } from './best-effort-journal.ts';
import { parseControlDsn } from './parse-control-dsn.ts';
import type { QueueLimits } from './row-queue.ts';
import type { OpenSink } from './row-sink.ts';

export interface JournalRequest {
  /** The setting `control-dsn`. */
  readonly dsn: string;
  /** Holds the embedded store; made when it is missing. */
  readonly stateFolder: string;
  /** Told in one sentence when recording ends early or rows were left out; never a secret. */
  readonly notice: (text: string) => void;
  readonly limits?: QueueLimits;
}

const NO_JOURNAL: Journal = { record: () => undefined, [Symbol.asyncDispose]: async () => undefined };

/**
 * The journal that `control-dsn` names. Opens nothing before the first row, so it costs a run without calls nothing.
 * Throws `bad-settings` for a DSN that is malformed, and nothing else, ever.
 */
export function openJournal({ dsn, stateFolder, notice, limits }: JournalRequest): Journal {
  const place = parseControlDsn(dsn, stateFolder);
  if (place.kind === 'off') return NO_JOURNAL;
  // The stores are loaded when they are needed: older Nodes have no node:sqlite, and a start is to be quick.
  const open: OpenSink =
    place.kind === 'sqlite'
      ? async () => (await import('./sqlite/open-sqlite-sink.ts')).openSqliteSink(place.file)
      : async (signal) =>
          (await import('./postgres/open-postgres-sink.ts')).openPostgresSink(place.address, signal);
  return new BestEffortJournal({ open, notice, ...(limits === undefined ? {} : { limits }) });
}
