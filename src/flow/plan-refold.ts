import { printMode } from '../core/artifacts/print-mode.ts';
import { BRICKS_MOST, brickNames } from '../core/bricks/brick-index.ts';
import { LARGEST_PAYLOAD } from '../core/bricks/brick-size.ts';
import { foldBrick } from '../core/bricks/fold-brick.ts';
import { PIECE_BYTES, type PieceSeals } from '../core/bricks/piece-seals.ts';
import { Fault } from '../core/fault.ts';
import type { Analysis } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { FileBatch, NewFile } from '../ports/brick-files.ts';
import type { BrickPatches } from '../ports/brick-patches.ts';
import { fillRoom } from './fill-room.ts';
import { type BrickChange, findChange } from './find-change.ts';
import type { FoldWorld } from './fold-artifact.ts';
import { lookInto } from './look-into.ts';
import type { BrickPatch } from './patch-brick.ts';
import type { RememberedArtifact } from './remembered-artifact.ts';
import { type RememberedBrick, rememberBrick, wholeThrough } from './remembered-brick.ts';

export interface PlanWorld extends FoldWorld {
  readonly patches: BrickPatches;
  readonly seals: PieceSeals;
  /**
   * Bytes of a first brick that is looked into whenever it changes, which is as slow as the artifact is large. Larger ones are when
   * they are found unchanged. Everything, unless this says otherwise.
   */
  readonly lookedIntoAtOnce?: number;
}

export interface PlanRequest {
  readonly source: string;
  /** Path of the brick, `X.brick` also where there are several. */
  readonly out: string;
  readonly before: RememberedArtifact;
}

/** What is to be done for one brick; `after` is what it will be. */
export type BrickPlan =
  | { readonly is: 'left'; readonly after: RememberedBrick }
  | ({ readonly is: 'patched' } & BrickPatch)
  | { readonly is: 'anew'; readonly file: NewFile; readonly after: RememberedBrick };

/** Bytes of changed pieces that are kept until everything was read. */
const KEPT_BYTES = 16 * 1_048_576;

/**
 * Reads an artifact to its end, a brick's bytes at a time, and finds out what is to be done for each brick. What is folded
 * anew stands in the batch then; the bricks themselves are as they were.
 */
export class RefoldPlan implements Disposable {
  readonly bricks: BrickPlan[] = [];
  /** What the first brick is, where that was looked at. */
  analysis: Analysis | undefined;
  /** Whether facts, which are of the first brick, hold for it. */
  isDescribed = true;
  readonly #world: PlanWorld;
  readonly #request: PlanRequest;
  #kept = 0;

  constructor(world: PlanWorld, request: PlanRequest) {
    this.#world = world;
    this.#request = request;
  }

  /** False: it has to be folded as a whole, as one brick that cannot be patched, or one that became several or was. */
  async make(artifact: Artifact, batch: FileBatch): Promise<boolean> {
    const { room, signal, largest = LARGEST_PAYLOAD } = this.#world;
    const { source, before } = this.#request;
    const isSeveral = before.bricks.length > 1;
    for (let size = largest; size === largest; ) {
      size = await fillRoom(room, artifact, largest, signal);
      const at = this.bricks.length;
      if (size === 0 && at > 0) break;
      if (at > 0 && !isSeveral) return false;
      if (at === BRICKS_MOST) throw new Fault('artifact-too-large', source);
      const change = this.#findChange(at, size, artifact);
      if (change.is === 'much' && !isSeveral) return false;
      this.bricks.push(
        change.is === 'much' ? await this.#foldAnew(size, artifact, batch) : this.#follow(change, size),
      );
      if (at === 0) await this.#look(change, size, artifact);
    }
    return this.bricks.length > 1 === isSeveral;
  }

  [Symbol.dispose](): void {
    for (const plan of this.bricks) if (plan.is === 'patched') plan.file[Symbol.dispose]();
  }

  async #look({ is }: BrickChange, size: number, artifact: Artifact): Promise<void> {
    const { room, lookedIntoAtOnce = Infinity } = this.#world;
    const { source, before } = this.#request;
    // With a set-user-id bit there are other notes of the same bytes.
    const isSame = before.mode === undefined || before.mode === printMode(artifact.mode);
    if (is === 'none' && before.isDescribed && isSame) return;
    this.isDescribed = is !== 'some' || size <= lookedIntoAtOnce;
    if (this.isDescribed)
      this.analysis = await lookInto(this.#world, room.payload(size), { artifact, source });
  }

  #findChange(at: number, size: number, { executable }: Artifact): BrickChange {
    const { out, before } = this.#request;
    const path = before.bricks.length > 1 ? brickNames(out).part(at) : out;
    const known = before.bricks[at];
    const most = KEPT_BYTES - this.#kept;
    const change = findChange(this.#world, { path, size, executable, known, most });
    if (change.is === 'some') this.#kept += change.pieces.length * PIECE_BYTES;
    return change;
  }

  /** Hashes the whole artifact on: from the first change, where what is known of it reaches so far. */
  #follow(change: Exclude<BrickChange, { readonly is: 'much' }>, size: number): BrickPlan {
    const isFirstChange = this.bricks.every(({ is }) => is === 'left');
    if (change.is === 'none' && isFirstChange) return { is: 'left', after: change.known };
    const bytes = this.#world.room.payload(size);
    if (change.is === 'none') {
      const whole = wholeThrough(this.#after, change.known.hash, bytes);
      return { is: 'left', after: { ...change.known, whole } };
    }
    const { file, pieces, from, known, after } = change;
    const before = isFirstChange && this.bricks.length > 0 ? known.whole?.upTo(from) : undefined;
    before?.add(bytes.subarray(before.length));
    const whole = before ?? wholeThrough(this.#after, after.hash, bytes);
    return { is: 'patched', file, pieces, after: { ...after, whole } };
  }

  async #foldAnew(size: number, artifact: Artifact, batch: FileBatch): Promise<BrickPlan> {
    const { room, seals, signal } = this.#world;
    const flags = { metadata: true, executable: artifact.executable };
    const { header, pieces } = foldBrick(room, { size, compress: false, flags });
    const file = await batch.add({ near: brickNames(this.#request.out).part(this.bricks.length) });
    for (const piece of pieces()) {
      signal?.throwIfAborted();
      await file.write(piece);
    }
    const after = rememberBrick(room, seals, header, this.#after);
    if (!after) throw new Error('a brick has another SHA-256 than what it was folded from');
    return { is: 'anew', file, after };
  }

  get #after(): readonly RememberedBrick[] {
    return this.bricks.map(({ after }) => after);
  }
}
