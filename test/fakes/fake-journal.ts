import type { Journal, JournalRow } from '../../src/ports/journal.ts';

/** A journal that keeps its rows as JSON keeps them. */
export class FakeJournal implements Journal {
  readonly rows: JournalRow[] = [];

  record(row: JournalRow): void {
    this.rows.push({ ...JSON.parse(JSON.stringify(row)), createdAt: row.createdAt });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
