import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { FileBatch, NewFile } from '../../ports/brick-files.ts';
import { makeBeside } from '../machine/make-beside.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { requirePlain } from './require-plain.ts';
import { temporaryPath } from './temporary-path.ts';
import { writeFully } from './write-fully.ts';

interface Written extends NewFile {
  readonly temporary: string;
  readonly handle: FileHandle;
}

/** New files beside `out`, under names that begin with a dot until they are published. */
export function beginFileBatch(out: string): FileBatch {
  const files = new Map<NewFile, Written>();
  return {
    add: async ({ executable = false, near = out } = {}) => {
      await makeFolders(dirname(near));
      const temporary = await temporaryPath(near);
      const handle = await makeBeside(near, () => open(temporary, 'wx', executable ? 0o777 : 0o666));
      const file: Written = {
        temporary,
        handle,
        descriptor: handle.fd,
        write: (bytes) => writeFully(handle, bytes, near),
      };
      files.set(file, file);
      return file;
    },
    publish: async (places) => {
      for (const { path } of places) await requirePlain(path);
      for (const { handle } of files.values()) {
        await handle.sync();
        await handle.close();
      }
      for (const { file, path } of places) {
        const written = files.get(file);
        if (!written) throw new Error('a file of another batch is published');
        await rename(written.temporary, path);
        files.delete(file);
      }
    },
    [Symbol.asyncDispose]: async () => {
      for (const { handle, temporary } of files.values()) {
        await handle.close().catch(() => undefined);
        await rm(temporary, { force: true });
      }
    },
  };
}
