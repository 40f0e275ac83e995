import type { FileHandle } from 'node:fs/promises';

/** Fills `into` from where the file stands, or from `position`; gives fewer bytes only at the end of the file. */
export async function readFully(
  file: FileHandle,
  into: Uint8Array,
  position: number | null = null,
): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const from = position === null ? null : position + filled;
    const { bytesRead } = await file.read(into, filled, into.length - filled, from);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
