import type { ArtifactPart } from '../../core/bricks/sidecar.ts';
import type { ArtifactContents } from '../../ports/artifacts.ts';

const PARTS = 10_000;
const LEFT_OUT = 1_000;

/** Counts what an artifact holds, and keeps as much of it as a sidecar shows. */
export class ContentsLog {
  readonly #parts: ArtifactPart[] = [];
  readonly #leftOut: { name: string; why: string }[] = [];
  #partsTotal = 0;
  #leftOutTotal = 0;

  add(part: ArtifactPart): void {
    this.#partsTotal += 1;
    if (this.#parts.length < PARTS) this.#parts.push(part);
  }

  leaveOut(name: string, why: string): void {
    this.#leftOutTotal += 1;
    if (this.#leftOut.length < LEFT_OUT) this.#leftOut.push({ name, why });
  }

  contents(): ArtifactContents {
    return {
      parts: this.#parts,
      partsTotal: this.#partsTotal,
      leftOut: this.#leftOut,
      leftOutTotal: this.#leftOutTotal,
    };
  }
}
