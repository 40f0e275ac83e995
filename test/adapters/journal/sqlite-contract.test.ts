import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openJournal } from '../../../src/adapters/journal/open-journal.ts';
import { openJournalReader } from '../../../src/adapters/journal/open-journal-reader.ts';
import { openDatabase } from '../../../src/adapters/journal/sqlite/open-database.ts';
import { testJournal } from '../../contract/journal-contract.ts';
import { foreignColumns } from '../../support/insert-rows.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

testJournal('SQLite', async () => {
  const folder = new TemporaryFolder();
  const file = join(folder.path, 'journal.sqlite');
  const notices: string[] = [];
  const place = { dsn: '', stateFolder: folder.path, notice: (text: string) => notices.push(text) };
  const change = async (sql: string, ...values: readonly (string | number)[]) => {
    (await openDatabase(file, 'write')).close();
    const database = new DatabaseSync(file);
    database.prepare(sql).run(...values);
    database.close();
  };
  return {
    notices,
    write: () => openJournal(place),
    read: async () => {
      const reader = await openJournalReader('', folder.path);
      if (reader === undefined) throw new Error('the embedded store is on by default');
      return reader;
    },
    insert: (row) =>
      change(
        `insert into agent_run (id, project_id, tool, args_json, result_json, violations_json, created_at)
         values (?, 7, ?, ?, ?, ?, ?)`,
        ...foreignColumns(row),
      ),
    allow: (...budget) =>
      change(
        'insert into lm_usage_budget (app_name, window_days, max_requests, max_tokens) values (?, ?, ?, ?)',
        ...budget,
      ),
    [Symbol.asyncDispose]: async () => folder[Symbol.dispose](),
  };
});
