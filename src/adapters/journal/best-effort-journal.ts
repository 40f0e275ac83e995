import { Fault } from '../../core/fault.ts';
import type { Journal, JournalRow } from '../../ports/journal.ts';
import { type QueueLimits, RowQueue } from './row-queue.ts';
import type { OpenSink, RowSink } from './row-sink.ts';
import { encodeRow, type StoredRow } from './stored-row.ts';

export interface BestEffortOptions {
  readonly open: OpenSink;
  /** Told once when recording ends early, and once at the end when rows were left out; never a secret. */
  readonly notice: (text: string) => void;
  readonly limits?: QueueLimits;
}

const LIMITS: QueueLimits = { rows: 10_000, characters: 32 * 1024 * 1024 };
const BATCH = { rows: 200, characters: 1024 * 1024 };
/** Rows are gathered that long before they are sent, so that a burst is one statement. */
const GATHER_MILLISECONDS = 20;
/** What disposing gives to rows that wait. */
const FLUSH_MILLISECONDS = 2000;
/** Attempts in a row without a commit before recording ends, and the waits between them: 15 s altogether. */
const MOST_ATTEMPTS = 12;
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 2000;

/**
 * The journal over one store (docs/adr/0017). `record` only puts the row into a queue. A store that cannot be opened
 * ends recording at once; a connection lost later is opened again a few times while the queue keeps the rows. Nothing
 * is ever thrown.
 */
export class BestEffortJournal implements Journal {
  readonly #open: OpenSink;
  readonly #notice: (text: string) => void;
  readonly #queue: RowQueue;
  /** Aborted when the time of disposing is over. */
  readonly #over = new AbortController();
  /** Aborted when disposing begins: pauses are cut short. */
  readonly #closing = new AbortController();
  #sink: RowSink | undefined;
  #wasOpen = false;
  #isOff = false;
  #attempts = 0;
  #unfit = 0;
  /** Rows that are neither in the queue nor known to be stored. */
  #onTheWay = 0;
  #gathering: NodeJS.Timeout | undefined;
  #working: Promise<void> | undefined;

  constructor({ open, notice, limits = LIMITS }: BestEffortOptions) {
    this.#open = open;
    this.#notice = notice;
    this.#queue = new RowQueue(limits);
  }

  record(row: JournalRow): void {
    if (this.#isOff || this.#closing.signal.aborted) return;
    let stored: StoredRow | undefined;
    try {
      stored = encodeRow(row);
    } catch {
      // Best effort by contract: what cannot be written down (a date that is none, a circle) is only counted.
    }
    if (stored === undefined) this.#unfit += 1;
    else this.#queue.add(stored);
    this.#gathering ??= setTimeout(() => this.#start(), GATHER_MILLISECONDS).unref();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    clearTimeout(this.#gathering);
    let limit: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      limit = setTimeout(resolve, FLUSH_MILLISECONDS);
    });
    await Promise.race([this.#finish(), late]);
    clearTimeout(limit);
    this.#over.abort();
    const left = this.#queue.size + this.#onTheWay + this.#queue.dropped + this.#unfit;
    if (!this.#isOff && left > 0) this.#say(`${left} rows of the journal were left out`);
  }

  async #finish(): Promise<void> {
    this.#start();
    while (this.#working !== undefined) await this.#working;
    await this.#sink?.close();
  }

  #start(): void {
    this.#gathering = undefined;
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
      if (this.#queue.size > 0 && !this.#isOff && !this.#over.signal.aborted) this.#start();
    });
  }

  async #work(): Promise<void> {
    while (this.#queue.size > 0 && !this.#isOff && !this.#over.signal.aborted) {
      const rows = this.#queue.take(BATCH.rows, BATCH.characters);
      try {
        this.#onTheWay = rows.length;
        this.#sink ??= await this.#open(this.#over.signal);
        this.#wasOpen = true;
        await this.#sink.append(rows);
        this.#onTheWay = 0;
        this.#attempts = 0;
      } catch (error) {
        this.#onTheWay = 0;
        this.#queue.giveBack(rows);
        await this.#afterFault(error);
      }
    }
  }

  async #afterFault(error: unknown): Promise<void> {
    await this.#sink?.close();
    this.#sink = undefined;
    this.#attempts += 1;
    if (this.#over.signal.aborted) return;
    if (this.#passes(error) && this.#attempts < MOST_ATTEMPTS) return this.#pause();
    this.#isOff = true;
    this.#queue.clear();
    const why = error instanceof Fault ? error.message : 'of a mistake in this program';
    this.#say(`recording to the control plane ends here, the run goes on: ${why}`);
  }

  /** A store that is busy is worth waiting for; one that does not answer only if it did before. */
  #passes(error: unknown): boolean {
    if (!(error instanceof Fault)) return false;
    if (error.code === 'journal-busy') return true;
    return this.#wasOpen && (error.code === 'journal-lost' || error.code === 'journal-unreachable');
  }

  /** Twice as long each time, with jitter, so that many runs do not come back at the same moment. */
  #pause(): Promise<void> {
    const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (this.#attempts - 1));
    const isClosing = this.#closing.signal.aborted;
    const length = isClosing ? FIRST_PAUSE : full * (0.5 + Math.random() / 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, length);
      if (!isClosing) timer.unref();
      this.#closing.signal.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          resolve();
        },
        { once: true },
      );
    });
  }

  #say(text: string): void {
    try {
      this.#notice(text);
    } catch {
      // Who listens must not be able to end the run either.
    }
  }
}
