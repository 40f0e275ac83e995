import type { FileHandle } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import { errorCode } from './error-code.ts';

/** Appends all bytes; `out` is what the user knows the file as. Throws `disk-full`. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, out: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
  } catch (cause) {
    const code = errorCode(cause);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new Fault('disk-full', out, { cause });
    throw cause;
  }
}
