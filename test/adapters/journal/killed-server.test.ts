import { expect, test } from 'vitest';
import { BestEffortJournal } from '../../../src/adapters/journal/best-effort-journal.ts';
import { createSchema } from '../../../src/adapters/journal/postgres/create-schema.ts';
import { openPostgresSink } from '../../../src/adapters/journal/postgres/open-postgres-sink.ts';
import type { OpenSink } from '../../../src/adapters/journal/row-sink.ts';
import type { JournalRow } from '../../../src/ports/journal.ts';
import { PostgresServer } from '../../support/postgres-server.ts';

const WRITERS = 8;
const ROWS = 1250;

function row(writer: number, number: number): JournalRow {
  return {
    tool: 'lm_studio',
    args: { writer, number, model: 'qwen', app: 'openspec-complete' },
    result: { ok: true, mode: 'lm_on', backend: 'lm_studio', latency_ms: number },
    violations: [],
    createdAt: new Date(),
  };
}

/** Resolves when the event loop has gone round once: what is on its way may go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('8 writers store 10,000 rows while the server is killed and started again: each once, none that was acknowledged lost', async () => {
  await using server = await PostgresServer.start({ fsync: true });
  await createSchema(server.address);
  const acknowledged: string[] = [];
  const notices: string[] = [];
  const connected = new Set<number>();
  const openFor =
    (writer: number): OpenSink =>
    async (signal) => {
      const sink = await openPostgresSink(server.address, signal);
      const append: typeof sink.append = async (rows) => {
        await sink.append(rows);
        acknowledged.push(...rows.map((one) => one.id));
        connected.add(writer);
      };
      return { append, close: sink.close };
    };
  const journals = Array.from(
    { length: WRITERS },
    (_, writer) => new BestEffortJournal({ open: openFor(writer), notice: (text) => notices.push(text) }),
  );
  let next = 0;
  const recordUpTo = async (end: number) => {
    for (; next < end; next += 1) {
      for (const [writer, journal] of journals.entries()) journal.record(row(writer, next));
      if (next % 10 === 0) await turn();
    }
  };
  while (connected.size < WRITERS && notices.length === 0) {
    if (next < ROWS / 2) await recordUpTo(next + 1);
    await turn();
  }
  const before = acknowledged.length;
  const killed = server.kill();
  await recordUpTo(next + 300);
  await killed;
  await server.start();
  await recordUpTo(ROWS);
  for (const journal of journals) await journal[Symbol.asyncDispose]();

  const stored = await server.run('select id::text, args_json from control.agent_run');
  const ids = new Set(stored.map((one) => one.id));
  expect(before).toBeGreaterThan(0);
  expect(before).toBeLessThan(WRITERS * ROWS);
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect(notices).toEqual([]);
  expect(new Set(stored.map((one) => one.args_json)).size).toBe(stored.length);
  expect(stored).toHaveLength(WRITERS * ROWS);
});
