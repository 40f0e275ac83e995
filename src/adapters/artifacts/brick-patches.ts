import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { Fault } from '../../core/fault.ts';
import type { BrickPatches } from '../../ports/brick-patches.ts';
import { errorCode } from './error-code.ts';

const CHANGE = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY | constants.O_NOFOLLOW;

/** Nothing is there that can be changed in place; what may not be written can still be replaced. */
const NONE = new Set(['ENOENT', 'ELOOP', 'EISDIR', 'ENXIO', 'EACCES', 'EPERM']);

/** Bricks on this machine's disks, changed in place. Links are not followed. */
export const brickPatches: BrickPatches = {
  open: (path) => {
    const file = openThere(path);
    if (file === undefined) return undefined;
    const found = fstatSync(file);
    if (!found.isFile()) {
      closeSync(file);
      return undefined;
    }
    return {
      size: found.size,
      read: (into, position) => {
        if (readSync(file, into, 0, into.length, position) < into.length)
          throw new Fault('brick-damaged', `${path} is damaged: it became shorter`);
      },
      write: (bytes, position) => {
        for (let at = 0; at < bytes.length; )
          at += writeSync(file, bytes, at, bytes.length - at, position + at);
      },
      [Symbol.dispose]: () => closeSync(file),
    };
  },
};

function openThere(path: string): number | undefined {
  try {
    return openSync(path, CHANGE);
  } catch (error) {
    if (NONE.has(errorCode(error))) return undefined;
    throw error;
  }
}
