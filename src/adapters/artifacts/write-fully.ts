import { writeSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { Fault } from '../../core/fault.ts';
import { errorCode } from './error-code.ts';

/** Appends all bytes; `out` is what the user knows the file as. Throws `disk-full`. */
export async function writeFully(file: FileHandle, bytes: Uint8Array, out: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
  } catch (cause) {
    throw toFault(cause, out);
  }
}

/** The same where nothing else waits, by the descriptor of the file. */
export function writeFullySync(descriptor: number, bytes: Uint8Array, out: string): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch (cause) {
    throw toFault(cause, out);
  }
}

function toFault(cause: unknown, out: string): unknown {
  const code = errorCode(cause);
  return code === 'ENOSPC' || code === 'EDQUOT' ? new Fault('disk-full', out, { cause }) : cause;
}
