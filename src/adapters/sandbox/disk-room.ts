import { statfs } from 'node:fs/promises';

/** What a file system has left for who is not root. Systems that make places for files as they need them have 0 `allFiles`. */
export interface DiskRoom {
  readonly bytes: number;
  readonly allBytes: number;
  readonly files: number;
  readonly allFiles: number;
}

/** What has to be left. */
export type DiskFloor = Pick<DiskRoom, 'bytes' | 'files'>;

const LEAST_BYTES = 1_073_741_824;
const LEAST_PART = 0.05;

/** Room on the file system of a folder; undefined where it cannot be told. */
export async function diskRoom(folder: string): Promise<DiskRoom | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined) return undefined;
  const { bsize, blocks, bavail, files, ffree } = found;
  return { bytes: bavail * bsize, allBytes: blocks * bsize, files: ffree, allFiles: files };
}

/**
 * What a run has to leave of the room there was at its start: 1 GiB or 5 %, whichever is more, for everybody else on the
 * machine. Where there is less than twice that, half of it, so that small and full disks can be worked on.
 */
export function diskFloor(atStart: DiskRoom): DiskFloor {
  const bytes = Math.max(LEAST_BYTES, atStart.allBytes * LEAST_PART);
  return {
    bytes: Math.min(bytes, atStart.bytes / 2),
    files: Math.min(atStart.allFiles * LEAST_PART, atStart.files / 2),
  };
}

/** Whether too little is left, in bytes or in places for files. */
export function isBelow(room: DiskRoom, floor: DiskFloor): boolean {
  return room.bytes < floor.bytes || (room.allFiles > 0 && room.files < floor.files);
}
