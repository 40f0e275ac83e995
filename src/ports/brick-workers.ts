import type { BrickHeader } from '../core/bricks/brick-header.ts';
import type { FoldWish } from '../core/bricks/fold-brick.ts';
import type { NewFile } from './brick-files.ts';

export interface BrickWish extends FoldWish {
  /** Draws a PNG of the brick as well. */
  readonly preview: boolean;
  /** What a full disk is said of: the path that was asked for. */
  readonly out: string;
}

export interface WrittenBrick {
  readonly header: BrickHeader;
  readonly png?: Uint8Array;
}

export interface BrickReading {
  readonly header: BrickHeader;
  /** The artifact; good until the worker, or the room, is used again. */
  readonly bytes: Uint8Array;
}

/** Folds or reads one brick at a time, in memory of its own. */
export interface BrickWorker {
  /** The first `bytes` bytes of what is folded next, up to 2^26; as they are left until then. */
  payload(bytes: number): Uint8Array;
  /** Folds what stands in the payload, which is lost, and appends the brick to a file. Throws `disk-full`. */
  fold(file: NewFile, wish: BrickWish): Promise<WrittenBrick>;
  /** Reads a whole brick and checks all of it. Throws `brick-missing`, `brick-foreign`, `brick-damaged`. */
  read(path: string): Promise<BrickReading>;
}

/** Workers that take the bricks of one artifact in turn. When they are disposed, none is left alive. */
export interface BrickWorkers extends AsyncDisposable {
  readonly count: number;
  /** The worker whose turn a brick is; it begins when it is first asked for. @param brick from 0 */
  workerOf(brick: number): BrickWorker;
}

/**
 * Workers beside this thread; nothing where they would gain nothing. What they are asked throws `worker-ended` when one
 * of them dies, and the signal's reason when it is aborted.
 */
export type OpenBrickWorkers = (signal?: AbortSignal) => BrickWorkers | undefined;
