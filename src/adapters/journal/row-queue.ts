import type { StoredRow } from './stored-row.ts';

export interface QueueLimits {
  readonly rows: number;
  readonly characters: number;
}

/** Rows that wait, first in first out. When it is full the oldest go, and are counted. */
export class RowQueue {
  readonly #limits: QueueLimits;
  readonly #rows: StoredRow[] = [];
  #characters = 0;
  #dropped = 0;

  constructor(limits: QueueLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#rows.length;
  }

  get dropped(): number {
    return this.#dropped;
  }

  add(row: StoredRow): void {
    this.#rows.push(row);
    this.#characters += row.json.length;
    this.#shrink();
  }

  /** Takes rows off the front: at most so many, and no more characters than one row alone may have. */
  take(rows: number, characters: number): readonly StoredRow[] {
    let count = 0;
    let length = 0;
    for (const row of this.#rows.slice(0, rows)) {
      length += row.json.length;
      if (count > 0 && length > characters) break;
      count += 1;
    }
    const taken = this.#rows.splice(0, count);
    for (const row of taken) this.#characters -= row.json.length;
    return taken;
  }

  /** Puts taken rows back where they were; they are the oldest. */
  giveBack(rows: readonly StoredRow[]): void {
    this.#rows.unshift(...rows);
    for (const row of rows) this.#characters += row.json.length;
    this.#shrink();
  }

  clear(): void {
    this.#rows.length = 0;
    this.#characters = 0;
  }

  #shrink(): void {
    while (this.#rows.length > this.#limits.rows || this.#characters > this.#limits.characters) {
      this.#characters -= this.#rows.shift()?.json.length ?? 0;
      this.#dropped += 1;
    }
  }
}
