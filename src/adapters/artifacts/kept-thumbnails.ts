import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';

/** 256 bytes each. */
const MOST = 65_536;
/** A file that changed more recently can change again without another time of change. */
const QUIET_MILLISECONDS = 2_000;

/** Thumbnails in memory, as long as their files are what they were. */
export class KeptThumbnails {
  readonly #now: () => number;
  readonly #kept = new Map<string, { readonly stamp: string; readonly thumbnail: Uint8Array }>();

  /** @param now milliseconds since 1970 */
  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The one that is kept of a path, else what `read` gives, which is kept when the file has been quiet. */
  async of(path: string, read: () => Promise<Uint8Array | undefined>): Promise<Uint8Array | undefined> {
    const before = await lstat(path).catch(() => undefined);
    if (!before) return undefined;
    const stamp = stampOf(before);
    const kept = this.#kept.get(path);
    if (kept?.stamp === stamp) return kept.thumbnail;
    this.#kept.delete(path);
    const thumbnail = await read();
    if (!thumbnail || this.#now() - before.ctimeMs < QUIET_MILLISECONDS) return thumbnail;
    this.#kept.set(path, { stamp, thumbnail });
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST) break;
      this.#kept.delete(oldest);
    }
    return thumbnail;
  }
}

function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
}
