import { chmod, type FileHandle, mkdir, open, rename, rm, symlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchiveEntry } from '../../core/bricks/archive-entry.ts';
import type { NewFolder } from '../../ports/brick-files.ts';
import { makeBeside } from '../machine/make-beside.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { temporaryPath } from './temporary-path.ts';
import { writeFully } from './write-fully.ts';

/**
 * A folder that is filled under another name beside `out`. Links are made last, so nothing is ever written through one;
 * folders get their permissions then, for theirs may forbid writing.
 */
export async function beginNewFolder(out: string): Promise<NewFolder> {
  await makeFolders(dirname(out));
  const temporary = await temporaryPath(out);
  const within = (name: string): Buffer =>
    name === '.'
      ? Buffer.from(temporary)
      : Buffer.concat([Buffer.from(`${temporary}/`), Buffer.from(name, 'latin1')]);
  const later: ArchiveEntry[] = [];
  let current: FileHandle | undefined;
  let published = false;
  const finishFile = async (): Promise<void> => {
    await current?.close();
    current = undefined;
  };
  return {
    add: async (entry) => {
      await finishFile();
      if (entry.kind === 'file') {
        current = await makeBeside(out, () => open(within(entry.name), 'wx', 0o600));
        await current.chmod(entry.mode);
      } else later.push(entry);
      if (entry.kind === 'folder') await makeBeside(out, () => mkdir(within(entry.name), 0o700));
    },
    write: async (bytes) => {
      if (current) await writeFully(current, bytes, out);
    },
    publish: async () => {
      await finishFile();
      for (const { kind, name, target } of later)
        if (kind === 'link') await symlink(Buffer.from(target, 'latin1'), within(name));
      for (const { kind, name, mode } of later.toReversed())
        if (kind === 'folder') await chmod(within(name), mode);
      await rename(temporary, out);
      published = true;
    },
    [Symbol.asyncDispose]: async () => {
      await finishFile();
      if (published) return;
      for (const { kind, name } of later)
        if (kind === 'folder') await chmod(within(name), 0o700).catch(() => undefined);
      await rm(temporary, { recursive: true, force: true });
    },
  };
}
