import { foldBrick } from '../core/bricks/fold-brick.ts';
import type { FoldRoom } from '../core/bricks/fold-room.ts';
import { Preview } from '../core/bricks/preview.ts';
import type { BrickFiles, NewFile } from '../ports/brick-files.ts';
import type { BrickWish, BrickWorkers, WrittenBrick } from '../ports/brick-workers.ts';
import { readBrick } from './read-brick.ts';

export interface ThreadWorld {
  readonly files: BrickFiles;
  readonly room: FoldRoom;
  /** Ends a fold between two writes. */
  readonly signal?: AbortSignal;
}

/** Does what workers do in this thread, one brick after the other. */
export function oneThread({ files, room, signal }: ThreadWorld): BrickWorkers {
  const worker = {
    payload: room.payload,
    fold: (file: Pick<NewFile, 'write'>, wish: BrickWish) => writeBrick(room, file, wish, signal),
    read: (path: string) => readBrick(files, room, path),
  };
  return { count: 1, workerOf: () => worker, [Symbol.asyncDispose]: async () => undefined };
}

async function writeBrick(
  room: FoldRoom,
  file: Pick<NewFile, 'write'>,
  wish: BrickWish,
  signal: AbortSignal | undefined,
): Promise<WrittenBrick> {
  const { header, pieces } = foldBrick(room, wish);
  const picture = wish.preview ? new Preview(header.order) : undefined;
  let isHeader = true;
  for (const piece of pieces()) {
    signal?.throwIfAborted();
    await file.write(piece);
    if (!isHeader) picture?.add(piece);
    isHeader = false;
  }
  return { header, ...(picture ? { png: picture.png() } : {}) };
}
