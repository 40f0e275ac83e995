import { type RememberedArtifact, weightOfAll } from './remembered-artifact.ts';

const MOST_BYTES = 16 * 1_048_576;

/**
 * Artifacts whose bricks can be changed in place. Beyond 16 MiB the one that was not used for longest is forgotten; its
 * bricks are read again when it changes.
 */
export class RememberedArtifacts {
  readonly #artifacts = new Map<string, RememberedArtifact>();
  readonly #most: number;
  #weight = 0;

  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  get(path: string): RememberedArtifact | undefined {
    return this.#artifacts.get(path);
  }

  /** Before its bricks are written: after trouble on the way nobody knows what is in them. */
  forget(path: string): void {
    const artifact = this.#artifacts.get(path);
    if (artifact && this.#artifacts.delete(path)) this.#weight -= weightOfAll(artifact);
  }

  put(path: string, artifact: RememberedArtifact): void {
    this.forget(path);
    this.#artifacts.set(path, artifact);
    this.#weight += weightOfAll(artifact);
    for (const [oldest] of this.#artifacts) {
      if (this.#weight <= this.#most) return;
      this.forget(oldest);
    }
  }
}
