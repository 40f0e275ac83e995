import { randomUUID } from 'node:crypto';
import { chmod, lstat, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteChanges } from '../../core/edits/edit.ts';
import { Fault } from '../../core/fault.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { foldersAbove } from './refuse-special-paths.ts';
import { requireRealFolder } from './require-real-folder.ts';

/**
 * Writes files into a tree, all or none: everything is written beside the tree first, then moved into place; when a
 * move fails, those before it are taken back. Times are of now, also for equal content. No symlink is followed: a
 * path with one in it throws `path-refused`. Throws `disk-full`.
 *
 * @param staging folder on the same file system, not inside the tree; it need not exist.
 */
export async function writeChanges(tree: string, staging: string, changes: ByteChanges): Promise<void> {
  const room = join(staging, randomUUID());
  const undo: (() => Promise<unknown>)[] = [];
  try {
    await requireRealFolder(tree);
    const modes = await inspect(tree, changes);
    await makeFolders(room);
    const moves = await stage(room, changes, modes);
    // Removals first: a file can make way for a folder of the same name.
    for (const [index, path] of [...modes.keys()].entries()) {
      const [place, kept] = [join(tree, path), join(room, `old-${index}`)];
      await rename(place, kept);
      undo.push(() => rename(kept, place));
    }
    for (const path of changes.keys()) if (changes.get(path) === null) await removeEmpty(tree, path, undo);
    for (const [staged, path] of moves) {
      const place = join(tree, path);
      const made = await makeFolders(dirname(place));
      if (made !== undefined) undo.push(() => rm(made, { recursive: true, force: true }));
      await rename(staged, place);
      undo.push(() => rm(place, { force: true }));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw isFull(error) ? new Fault('disk-full', tree, { cause: error }) : error;
  } finally {
    await rm(room, { recursive: true, force: true });
  }
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

/** Modes of those of the files that exist, by path. */
async function inspect(tree: string, changes: ByteChanges): Promise<Map<string, number>> {
  const modes = new Map<string, number>();
  for (const path of changes.keys()) {
    for (const above of foldersAbove(path)) {
      const folder = await lstat(join(tree, above)).catch(() => undefined);
      if (!folder || (folder.isFile() && changes.get(above) === null)) break;
      if (!folder.isDirectory()) throw new Fault('path-refused', path);
    }
    const found = await lstat(join(tree, path)).catch(() => undefined);
    if (found && !found.isFile()) throw new Fault('path-refused', path);
    if (found) modes.set(path, found.mode & 0o111 ? 0o755 : 0o644);
  }
  return modes;
}

async function stage(
  room: string,
  changes: ByteChanges,
  modes: ReadonlyMap<string, number>,
): Promise<(readonly [string, string])[]> {
  const moves: (readonly [string, string])[] = [];
  for (const [path, content] of changes) {
    if (content === null) continue;
    const staged = join(room, `new-${moves.length}`);
    await writeFile(staged, content);
    await chmod(staged, modes.get(path) ?? 0o644);
    moves.push([staged, path]);
  }
  return moves;
}

/** git knows no empty folders: those a removal leaves go too. */
async function removeEmpty(tree: string, path: string, undo: (() => Promise<unknown>)[]): Promise<void> {
  for (const above of foldersAbove(path).reverse()) {
    const folder = join(tree, above);
    const gone = await rmdir(folder).then(
      () => true,
      () => false,
    );
    if (!gone) return;
    undo.push(() => makeFolders(folder));
  }
}
