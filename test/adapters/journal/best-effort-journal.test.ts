import { expect, test } from 'vitest';
import { BestEffortJournal } from '../../../src/adapters/journal/best-effort-journal.ts';
import type { RowSink } from '../../../src/adapters/journal/row-sink.ts';
import { Fault } from '../../../src/core/fault.ts';
import type { JournalRow } from '../../../src/ports/journal.ts';

function row(number: number): JournalRow {
  return { tool: 'lm_studio', args: { number }, result: {}, violations: [], createdAt: new Date(0) };
}

/** A store in memory that fails as often as it is told to, with what it is told. */
class MemoryStore {
  readonly numbers: number[] = [];
  readonly notices: string[] = [];
  opened = 0;
  readonly troubles: unknown[];

  constructor(...troubles: readonly unknown[]) {
    this.troubles = [...troubles];
  }

  readonly open = async (): Promise<RowSink> => {
    this.opened += 1;
    return {
      append: async (rows) => {
        if (this.troubles.length > 0) throw this.troubles.shift();
        for (const { json } of rows) this.numbers.push(JSON.parse(json).args.number);
      },
      close: async () => undefined,
    };
  };

  readonly notice = (text: string) => this.notices.push(text);
}

const lost = () => new Fault('journal-lost', 'the server went away');
const LIMITS = { rows: 10, characters: 100_000 };

test('rows are stored in the order in which they were recorded', async () => {
  const store = new MemoryStore();
  {
    await using journal = new BestEffortJournal(store);
    for (let number = 0; number < 1000; number += 1) journal.record(row(number));
  }
  expect(store.numbers).toEqual(Array.from({ length: 1000 }, (_, number) => number));
  expect(store.notices).toEqual([]);
});

test('without a row the store is not even opened', async () => {
  const store = new MemoryStore();
  await new BestEffortJournal(store)[Symbol.asyncDispose]();
  expect(store.opened).toBe(0);
});

test('a lost connection is opened again, and every row is stored once', async () => {
  const store = new MemoryStore(lost(), lost(), lost());
  {
    await using journal = new BestEffortJournal(store);
    for (let number = 0; number < 500; number += 1) journal.record(row(number));
  }
  expect(store.numbers).toEqual(Array.from({ length: 500 }, (_, number) => number));
  expect(store.opened).toBe(4);
  expect(store.notices).toEqual([]);
});

test('a store that is busy from the start is asked again', async () => {
  const store = new MemoryStore();
  const busy = [new Fault('journal-busy', 'locked'), new Fault('journal-busy', 'locked')];
  {
    await using journal = new BestEffortJournal({
      notice: store.notice,
      open: async () => {
        const fault = busy.shift();
        if (fault) throw fault;
        return store.open();
      },
    });
    journal.record(row(1));
  }
  expect(store.numbers).toEqual([1]);
  expect(store.notices).toEqual([]);
});

test.each([
  ['cannot be reached', new Fault('journal-unreachable', 'localhost:5432')],
  ['refuses', new Fault('journal-refused', 'password')],
  ['has no tables', new Fault('journal-schema', 'agent_run')],
  ['meets a mistake of this program', new TypeError('x is not a function')],
])('a store that %s ends recording with one notice', async (_, trouble) => {
  const notices: string[] = [];
  let opened = 0;
  const journal = new BestEffortJournal({
    notice: (text) => notices.push(text),
    open: async () => {
      opened += 1;
      throw trouble;
    },
  });
  journal.record(row(1));
  await journal[Symbol.asyncDispose]();
  journal.record(row(2));
  await journal[Symbol.asyncDispose]();
  expect(opened).toBe(1);
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('the run goes on');
});

test('a store that never comes back is given up after a bounded number of attempts', async () => {
  const store = new MemoryStore(...Array.from({ length: 100 }, lost));
  const journal = new BestEffortJournal(store);
  journal.record(row(1));
  await journal[Symbol.asyncDispose]();
  expect(store.opened).toBeLessThan(15);
  expect(store.notices).toEqual([expect.stringContaining('recording to the control plane ends here')]);
});

test('a full queue drops the oldest rows, and says at the end how many', async () => {
  const store = new MemoryStore();
  {
    await using journal = new BestEffortJournal({ open: store.open, notice: store.notice, limits: LIMITS });
    for (let number = 0; number < 25; number += 1) journal.record(row(number));
  }
  expect(store.numbers).toEqual([15, 16, 17, 18, 19, 20, 21, 22, 23, 24]);
  expect(store.notices).toEqual(['15 rows of the journal were left out']);
});

test('a store that hangs holds the end for two seconds at most, and its rows are counted', async () => {
  const notices: string[] = [];
  const journal = new BestEffortJournal({
    notice: (text) => notices.push(text),
    open: async () => ({ append: () => new Promise(() => {}), close: async () => undefined }),
  });
  for (let number = 0; number < 300; number += 1) journal.record(row(number));
  await journal[Symbol.asyncDispose]();
  expect(notices).toEqual(['300 rows of the journal were left out']);
});

test('what cannot be written down is counted, not thrown', async () => {
  const store = new MemoryStore();
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  {
    await using journal = new BestEffortJournal(store);
    journal.record({ ...row(1), createdAt: new Date(Number.NaN) });
    journal.record({ ...row(2), args: circle as JournalRow['args'] });
    journal.record({ ...row(3), args: { text: 'x'.repeat(5_000_000) } });
    journal.record({ ...row(3), createdAt: new Date(8.64e15) });
    journal.record(row(4));
  }
  expect(store.numbers).toEqual([4]);
  expect(store.notices).toEqual(['4 rows of the journal were left out']);
});

test('a listener that throws harms nobody', async () => {
  const journal = new BestEffortJournal({
    notice: () => {
      throw new Error('the log is closed');
    },
    open: async () => {
      throw new Fault('journal-unreachable', 'x');
    },
  });
  journal.record(row(1));
  await expect(journal[Symbol.asyncDispose]()).resolves.toBeUndefined();
});

test('after the notice rows are ignored, and the store is left in peace', async () => {
  let opened = 0;
  let told = 0;
  let journal: BestEffortJournal | undefined;
  const notice = new Promise<void>((resolve) => {
    journal = new BestEffortJournal({
      notice: () => {
        told += 1;
        resolve();
      },
      open: async () => {
        opened += 1;
        throw new Fault('journal-refused', 'password');
      },
    });
  });
  journal?.record(row(1));
  await notice;
  journal?.record(row(2));
  await journal?.[Symbol.asyncDispose]();
  expect({ opened, told }).toEqual({ opened: 1, told: 1 });
});
