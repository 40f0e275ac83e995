import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseMemoryMap } from '../../core/bricks/parse-memory-map.ts';
import { Fault } from '../../core/fault.ts';
import type { ContentsLog } from './contents-log.ts';
import { errorCode } from './error-code.ts';
import { readFully } from './read-file.ts';

const PIECE = 1_048_576;

/**
 * What a process can read of its own memory, one range of its map after the other. A range that the kernel does not give
 * (as `[vvar]`) is noted. The process is not stopped, so it may change under way.
 * Throws `artifact-unreadable` when this user may not look into it.
 */
export async function* memoryPieces(
  memory: string,
  given: string,
  log: ContentsLog,
): AsyncGenerator<Uint8Array> {
  try {
    const ranges = parseMemoryMap(await readFile(join(dirname(memory), 'maps'), 'latin1'));
    await using file = await open(memory, 'r');
    let offset = 0;
    for (const range of ranges) {
      const start = offset;
      if (!range.readable) continue;
      if (range.end > Number.MAX_SAFE_INTEGER) {
        log.leaveOut(range.name, 'outside of what can be addressed');
        continue;
      }
      for (let at = range.start; at < range.end; at += PIECE) {
        const piece = Buffer.alloc(Math.min(PIECE, range.end - at));
        const filled = await readFully(file, piece, at).catch((error: unknown) => errorCode(error));
        if (typeof filled === 'string') {
          log.leaveOut(`${range.name} at ${at.toString(16)}`, filled);
          break;
        }
        offset += filled;
        yield piece.subarray(0, filled);
        if (filled < piece.length) break;
      }
      if (offset > start)
        log.add({
          name: range.name,
          offset: start,
          size: offset - start,
          address: range.start.toString(16),
        });
    }
  } catch (cause) {
    const code = errorCode(cause);
    if (code !== 'EACCES' && code !== 'EPERM') throw cause;
    const why = 'the memory of a process that this user may not look into,';
    throw new Fault('artifact-unreadable', `${given}, ${why}`, { cause });
  }
}
