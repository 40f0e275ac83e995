import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openJournal } from '../../../src/adapters/journal/open-journal.ts';
import { openJournalReader } from '../../../src/adapters/journal/open-journal-reader.ts';
import type { JournalRow } from '../../../src/ports/journal.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const ROW: JournalRow = {
  tool: 'lm_studio',
  args: {},
  result: { ok: true },
  violations: [],
  createdAt: new Date('2026-11-20T12:00:00Z'),
};
const SINCE = new Date(0);

async function noticesOf(file: string): Promise<readonly string[]> {
  const notices: string[] = [];
  const journal = openJournal({
    dsn: `sqlite:${file}`,
    stateFolder: '',
    notice: (text) => notices.push(text),
  });
  journal.record(ROW);
  await journal[Symbol.asyncDispose]();
  return notices;
}

test('the store is made at the first row, with its folder, for its owner only', async () => {
  using folder = new TemporaryFolder();
  const state = join(folder.path, 'state');
  await openJournal({ dsn: '', stateFolder: state, notice: () => undefined })[Symbol.asyncDispose]();
  expect(readdirSync(folder.path)).toEqual([]);
  expect(await noticesOf(join(state, 'journal.sqlite'))).toEqual([]);
  expect(statSync(join(state, 'journal.sqlite')).mode & 0o777).toBe(0o600);
  expect(statSync(state).mode & 0o777).toBe(0o700);
});

test('reading a store that nothing was written to makes no file', async () => {
  using folder = new TemporaryFolder();
  await using reader = await openJournalReader('', folder.path);
  expect(await reader?.calls(SINCE)).toMatchObject({ days: [] });
  expect(readdirSync(folder.path)).toEqual([]);
});

test('off writes nothing and has no reader', async () => {
  using folder = new TemporaryFolder();
  const journal = openJournal({ dsn: 'off', stateFolder: folder.path, notice: () => undefined });
  journal.record(ROW);
  await journal[Symbol.asyncDispose]();
  expect(await openJournalReader('off', folder.path)).toBeUndefined();
  expect(readdirSync(folder.path)).toEqual([]);
});

test('a file that is no database stays as it is', async () => {
  using folder = new TemporaryFolder().write({ 'notes.txt': 'my notes, all of them\n'.repeat(100) });
  const file = join(folder.path, 'notes.txt');
  const { size } = statSync(file);
  expect(await noticesOf(file)).toEqual([expect.stringContaining('file is not a database')]);
  expect(statSync(file).size).toBe(size);
  const reader = await openJournalReader(`sqlite:${file}`, '').catch((error: unknown) => error);
  expect(reader).toMatchObject({ code: 'journal-failed' });
});

test.each([
  ['a folder', '.', 'cannot be used'],
  ['below a file', 'file/journal.sqlite', 'cannot be used'],
])('a path that is %s is one notice', async (_, path, words) => {
  using folder = new TemporaryFolder().write({ file: 'x' });
  expect(await noticesOf(join(folder.path, path))).toEqual([expect.stringContaining(words)]);
});

test('a table with other columns is one notice, and nothing is added to its database', async () => {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'other.sqlite');
  const database = new DatabaseSync(file);
  database.exec('create table agent_run (id text, what text)');
  expect(await noticesOf(file)).toEqual([expect.stringMatching(/no such column.*db init/)]);
  expect(database.prepare('select name from sqlite_schema').all()).toEqual([{ name: 'agent_run' }]);
  database.close();
  await using reader = await openJournalReader(`sqlite:${file}`, '');
  await expect(reader?.calls(SINCE)).rejects.toMatchObject({ code: 'journal-schema' });
});

test('a store that another process holds for a while gets its rows afterwards', async () => {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'journal.sqlite');
  expect(await noticesOf(file)).toEqual([]);
  const holder = new DatabaseSync(file);
  holder.exec('begin immediate');
  const notices: string[] = [];
  const journal = openJournal({
    dsn: `sqlite:${file}`,
    stateFolder: '',
    notice: (text) => notices.push(text),
  });
  journal.record(ROW);
  const end = journal[Symbol.asyncDispose]();
  setImmediate(() => holder.exec('commit'));
  await end;
  holder.close();
  await using reader = await openJournalReader(`sqlite:${file}`, '');
  expect((await reader?.calls(SINCE))?.days).toMatchObject([{ calls: 2 }]);
  expect(notices).toEqual([]);
});

test('a row that is removed is no longer counted', async () => {
  using folder = new TemporaryFolder();
  const file = join(folder.path, 'journal.sqlite');
  await noticesOf(file);
  const database = new DatabaseSync(file);
  database.exec('delete from agent_run');
  database.close();
  await using reader = await openJournalReader(`sqlite:${file}`, '');
  expect(await reader?.calls(SINCE)).toMatchObject({ days: [] });
});
