import { type RememberedBrick, weightOf } from './remembered-brick.ts';

const MOST_BYTES = 16 * 1_048_576;

/**
 * Bricks that can be changed in place. Beyond 16 MiB the one that was not used for longest is forgotten; it is read again
 * when its artifact changes.
 */
export class RememberedBricks {
  readonly #bricks = new Map<string, RememberedBrick>();
  readonly #most: number;
  #weight = 0;

  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  /** Gives a brick and forgets it: after trouble on the way nobody knows what is in it. */
  take(path: string): RememberedBrick | undefined {
    const brick = this.#bricks.get(path);
    if (brick && this.#bricks.delete(path)) this.#weight -= weightOf(brick);
    return brick;
  }

  put(path: string, brick: RememberedBrick): void {
    this.take(path);
    this.#bricks.set(path, brick);
    this.#weight += weightOf(brick);
    for (const [oldest] of this.#bricks) {
      if (this.#weight <= this.#most) return;
      this.take(oldest);
    }
  }
}
