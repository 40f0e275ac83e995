import { readFileSync } from 'node:fs';
import { openJournalReader } from '../src/adapters/journal/open-journal-reader.ts';
import type { JournalReader } from '../src/ports/journal.ts';

/** The program below, to be forked with a DSN: it loads what a reader needs and nothing else. */
export const JOURNAL_READ = import.meta.filename;

export interface Measured {
  readonly milliseconds: Readonly<Record<string, number>>;
  readonly megabytes: number;
}

const WEEK = 7 * 86_400_000;

/** Each reading once, on a store that was just opened. */
async function readOnce(dsn: string): Promise<Measured> {
  await using reader = await openJournalReader(dsn, '');
  if (reader === undefined) throw new Error('no store');
  const now = new Date();
  const since = new Date(now.getTime() - WEEK);
  const readings: Readonly<Record<string, (from: JournalReader) => Promise<unknown>>> = {
    calls: (from) => from.calls(since),
    budgets: (from) => from.budgets(now),
    models: (from) => from.models(since),
    outcomes: (from) => from.outcomes(since, 1000),
  };
  const milliseconds: Record<string, number> = {};
  for (const [name, read] of Object.entries(readings)) {
    const started = performance.now();
    await read(reader);
    milliseconds[name] = performance.now() - started;
  }
  return { milliseconds, megabytes: peakMegabytes() };
}

/** Of this program alone: maxRSS also counts what the parent had when it forked (proc_pid_status(5)). */
function peakMegabytes(): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
}

const [dsn] = process.argv.slice(2);
if (process.send && dsn !== undefined) process.send(await readOnce(dsn));
