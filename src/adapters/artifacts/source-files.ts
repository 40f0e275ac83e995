import { access, constants, lstat, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { isHarmfulBelow, leavesDisk } from '../../core/foundry/kernel-files.ts';
import { OWN_STATE } from '../../core/foundry/own-state.ts';
import type { SourceFile, SourceFiles } from '../../ports/source-files.ts';
import { errorCode } from './error-code.ts';

/** Files of this machine. */
export const sourceFiles: SourceFiles = {
  below: async function* (path, bricks) {
    const root = await realPath(path);
    const own = await realPath(bricks).catch(() => bricks);
    yield* walk(root, (at) => {
      if (at === own || at.startsWith(`${own}/`)) return 'where bricks go';
      const isNamed = at === root;
      const isOther = OWN_STATE.has(basename(at)) || isHarmfulBelow(root, at) || leavesDisk(root, at);
      return isOther && !isNamed ? 'folded only when it is named' : undefined;
    });
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

/** @param whyNot tells why a path is passed over with everything below */
async function* walk(path: string, whyNot: (path: string) => string | undefined): AsyncGenerator<SourceFile> {
  const leftOut = (why: string): SourceFile => ({ kind: 'left-out', path, why });
  const why = whyNot(path);
  if (why !== undefined) return yield leftOut(why);
  try {
    const found = await lstat(path);
    if (found.isDirectory()) {
      const names = (await readdir(path)).toSorted((a, b) => (a < b ? -1 : 1));
      for (const name of names) yield* walk(join(path, name), whyNot);
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
