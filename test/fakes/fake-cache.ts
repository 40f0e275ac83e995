import type { Cache } from '../../src/ports/cache.ts';

/** A cache in memory that keeps what JSON keeps. */
export class FakeCache implements Cache {
  readonly entries = new Map<string, string>();

  get(key: string): Promise<unknown> {
    const text = this.entries.get(key);
    return Promise.resolve(text === undefined ? undefined : JSON.parse(text));
  }

  put(key: string, value: unknown): Promise<void> {
    this.entries.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}
