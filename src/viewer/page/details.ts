import type { PageBrick } from './bricks.ts';
import type { DecodedBrick } from './decode-brick.ts';
import type { FetchDecoded } from './fetch-decoded.ts';

/** Bytes of textures kept; the least recently seen go first. */
export const MOST_BYTES = 192 * 1_048_576;
const AT_ONCE = 4;

export interface DetailsListener {
  readonly take: (brick: PageBrick, decoded: DecodedBrick) => void;
  readonly release: (brick: PageBrick) => void;
  /** Something was loaded, or could not be. */
  readonly onChange: (brick: PageBrick) => void;
}

/** Bricks near by: fetched, decoded in a worker, and kept as long as there is room. */
export class Details {
  readonly #fetch: FetchDecoded;
  readonly #listener: DetailsListener;
  /** In the order they were last seen. */
  readonly #kept = new Map<PageBrick, DecodedBrick>();
  readonly #asked = new Set<PageBrick>();
  /** And why. */
  readonly #refused = new Map<PageBrick, string>();
  #bytes = 0;

  constructor(fetch: FetchDecoded, listener: DetailsListener) {
    this.#fetch = fetch;
    this.#listener = listener;
  }

  /** What was decoded of a brick, which counts as seen. */
  get(brick: PageBrick): DecodedBrick | undefined {
    const found = this.#kept.get(brick);
    if (found) {
      this.#kept.delete(brick);
      this.#kept.set(brick, found);
    }
    return found;
  }

  /** Why a brick's bytes cannot be shown: a half sentence. */
  refusal(brick: PageBrick): string | undefined {
    return this.#refused.get(brick);
  }

  /** Asks for a brick unless it is here, on its way, or not to be had. */
  want(brick: PageBrick): void {
    if (this.#kept.has(brick) || this.#asked.has(brick) || this.#refused.has(brick)) return;
    if (this.#asked.size >= AT_ONCE) return;
    this.#asked.add(brick);
    void this.#load(brick).finally(() => {
      this.#asked.delete(brick);
      this.#listener.onChange(brick);
    });
  }

  /** Forgets what is known of a brick that changed. */
  drop(brick: PageBrick): void {
    this.#refused.delete(brick);
    const found = this.#kept.get(brick);
    if (!found) return;
    this.#kept.delete(brick);
    this.#bytes -= found.side ** 2;
    this.#listener.release(brick);
  }

  /** Forgets everything: the graphics side was lost. */
  dropAll(): void {
    for (const brick of this.#kept.keys()) this.drop(brick);
    this.retry();
  }

  /** Asks again for what could not be had: the server is back. */
  retry(): void {
    this.#refused.clear();
  }

  async #load(brick: PageBrick): Promise<void> {
    const { place } = brick;
    const decoded = await this.#fetch(place.brick).catch(() => ({ error: 'the server does not answer' }));
    if (brick.place !== place) return;
    if ('error' in decoded) {
      this.#refused.set(brick, decoded.error);
      return;
    }
    this.#kept.set(brick, decoded);
    this.#bytes += decoded.side ** 2;
    this.#listener.take(brick, decoded);
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= MOST_BYTES || oldest === brick) break;
      this.drop(oldest);
    }
  }
}
