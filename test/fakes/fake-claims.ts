import type { ClaimHolder } from '../../src/core/claims/claim-record.ts';
import type { ClaimKey, Claims, Runs, StoredClaim } from '../../src/ports/claims.ts';

/** Claims in memory. */
export class FakeClaims implements Claims {
  readonly #stored = new Map<string, StoredClaim & { readonly key: ClaimKey }>();
  #writes = 0;
  /** Every claim taken, in order: `add#1`. */
  readonly taken: string[] = [];
  /** Called before each write, for another run to be faster. */
  before: (() => void | Promise<void>) | undefined;

  get size(): number {
    return this.#stored.size;
  }

  list(): Promise<readonly (StoredClaim & { readonly key: ClaimKey })[]> {
    return Promise.resolve([...this.#stored.values()]);
  }

  find(key: ClaimKey): Promise<StoredClaim | undefined> {
    const found = this.#stored.get(nameOf(key));
    return Promise.resolve(found && { version: found.version, text: found.text });
  }

  async put(key: ClaimKey, text: string, expected: string | undefined): Promise<string | undefined> {
    const { before } = this;
    this.before = undefined;
    await before?.();
    if (this.#stored.get(nameOf(key))?.version !== expected) return undefined;
    this.#writes += 1;
    const version = String(this.#writes);
    this.#stored.set(nameOf(key), { key, version, text });
    this.taken.push(nameOf(key));
    return version;
  }

  remove(key: ClaimKey, version: string): Promise<boolean> {
    if (this.#stored.get(nameOf(key))?.version === version) this.#stored.delete(nameOf(key));
    return Promise.resolve(true);
  }
}

/** Runs of which a test knows which ended. */
export class FakeRuns implements Runs {
  readonly self: ClaimHolder;
  readonly ended = new Set<string>();

  constructor(run = 'this-run') {
    this.self = { run, attempt: 1, id: run };
  }

  hasEnded({ run }: ClaimHolder): Promise<boolean> {
    return Promise.resolve(this.ended.has(run));
  }
}

function nameOf({ change, id }: ClaimKey): string {
  return `${change}#${id}`;
}
