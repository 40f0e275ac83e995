import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openJournal } from '../src/adapters/journal/open-journal.ts';
import { createSchema } from '../src/adapters/journal/postgres/create-schema.ts';
import type { JournalRow } from '../src/ports/journal.ts';
import { PostgresServer } from '../test/support/postgres-server.ts';

const ROWS = 10_000;
/** A quick model call, in milliseconds: what one row has to be measured against. */
const CALL = 1000;

/**
 * What recording costs the program that records: time inside `record`, longest stop of the event loop meanwhile, and what
 * flushing takes at the end; with PostgreSQL, with SQLite, and with a database that is gone.
 * @returns one line for people; the bar is 1 % of a call of one second
 */
export async function benchJournalRecord(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-journal-'));
  try {
    await using server = await PostgresServer.start({ fsync: true });
    await createSchema(server.address);
    const parts = [
      `PostgreSQL ${await measure(server.dsn)}`,
      `SQLite ${await measure(`sqlite:${join(folder, 'journal.sqlite')}`)}`,
    ];
    await server.stop();
    parts.push(`no database ${await measure(server.dsn)}`);
    return `${parts.join('; ')} (bar: 1 % of a call of ${CALL} ms)`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(dsn: string): Promise<string> {
  const journal = openJournal({ dsn, stateFolder: '', notice: () => undefined });
  const stops = monitorEventLoopDelay({ resolution: 1 });
  stops.enable();
  let inside = 0;
  for (let number = 0; number < ROWS; number += 1) {
    const started = performance.now();
    journal.record(row(number));
    inside += performance.now() - started;
    if (number % 20 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const flushed = performance.now();
  await journal[Symbol.asyncDispose]();
  const flush = performance.now() - flushed;
  stops.disable();
  const each = inside / ROWS;
  return (
    `${(each * 1000).toFixed(0)} µs a row (${((each / CALL) * 100).toFixed(3)} %), ` +
    `longest stop ${(stops.max / 1e6).toFixed(0)} ms, end ${flush.toFixed(0)} ms`
  );
}

function row(number: number): JournalRow {
  return {
    tool: 'lm_studio',
    args: {
      model: 'qwen3-coder-30b',
      call_site: 'round',
      app: 'openspec-complete',
      prompt_characters: number,
    },
    result: {
      ok: true,
      mode: 'lm_on',
      backend: 'lm_studio',
      latency_ms: number,
      usage: { total_tokens: 900 },
    },
    violations: [],
    createdAt: new Date(),
  };
}
