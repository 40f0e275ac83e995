import { access, constants, lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import type { SourceFile, SourceFiles } from '../../ports/source-files.ts';
import { errorCode } from './error-code.ts';

/** Files of this machine. */
export const sourceFiles: SourceFiles = {
  below: async function* (path) {
    yield* walk(await realPath(path));
  },
  real: realPath,
};

async function realPath(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') throw new Fault('artifact-missing', path, { cause });
    throw new Fault('artifact-unreadable', `${path} (${errorCode(cause)})`, { cause });
  }
}

async function* walk(path: string): AsyncGenerator<SourceFile> {
  const leftOut = (why: string): SourceFile => ({ kind: 'left-out', path, why });
  try {
    const found = await lstat(path);
    if (found.isDirectory()) {
      const names = (await readdir(path)).toSorted((a, b) => (a < b ? -1 : 1));
      for (const name of names) yield* walk(join(path, name));
    } else if (found.isSymbolicLink()) return;
    else if (!found.isFile()) yield leftOut('a device, socket or pipe');
    else {
      await access(path, constants.R_OK);
      yield { kind: 'file', path };
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === '') throw error;
    yield leftOut(code);
  }
}
