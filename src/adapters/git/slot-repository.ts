import { access, lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolders } from '../machine/make-folders.ts';
import type { GitPlace } from './git-place.ts';
import type { Checkout } from './open-checkout.ts';
import { removeTree } from './remove-tree.ts';

/** The folders of one slot. `tree` holds no `.git`: what runs in there finds no repository to change. */
export interface SlotFolders {
  readonly tree: string;
  readonly target: string;
  readonly gitDir: string;
  readonly staging: string;
  readonly clock: string;
}

export function slotFolders(folder: string): SlotFolders {
  return {
    tree: join(folder, 'tree'),
    target: join(folder, 'target'),
    gitDir: join(folder, 'git'),
    staging: join(folder, 'staging'),
    clock: join(folder, 'last-write'),
  };
}

/**
 * Attributes that win over every `.gitattributes` of the repository: the tree holds the commit's very bytes. No
 * filter program (LFS either), no line ending or encoding conversion, no keyword expansion.
 */
const ATTRIBUTES = '* -text -ident -filter !eol !working-tree-encoding !crlf -diff -merge\n';

const SETTINGS = [
  'bare = false',
  // A symlink becomes a text file that holds its target: nothing in the tree leads out of it.
  'symlinks = false',
  'fileMode = true',
  'autocrlf = false',
  'hooksPath = /dev/null',
  'fsmonitor = false',
  'untrackedCache = false',
  'attributesFile = /dev/null',
  'excludesFile = /dev/null',
  'longPaths = true',
  'logAllRefUpdates = false',
];

/**
 * A git folder of the slot's own, over the checkout's object store. Neither a linked worktree (actions/checkout may
 * delete the workspace's `.git` between two runs, and the user's repository would list the slots) nor alternates
 * (they break when that folder goes): the store is named anew for each command, the index and tree stay.
 */
export async function ensureSlotRepository(folders: SlotFolders, checkout: Checkout): Promise<GitPlace> {
  const { gitDir } = folders;
  for (const folder of [folders.tree, folders.target, gitDir, folders.staging])
    await removeUnlessFolder(folder);
  for (const folder of [join(gitDir, 'info'), join(gitDir, 'refs'), join(gitDir, 'objects')])
    await makeFolders(folder);
  for (const folder of [folders.tree, folders.target]) await makeFolders(folder);
  const isSha256 = checkout.head.length === 64;
  const core = [`repositoryFormatVersion = ${isSha256 ? 1 : 0}`, ...SETTINGS];
  const extensions = isSha256 ? '[extensions]\n\tobjectFormat = sha256\n' : '';
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(
    join(gitDir, 'config'),
    `[core]\n${core.map((line) => `\t${line}\n`).join('')}${extensions}`,
  );
  await writeFile(join(gitDir, 'info', 'attributes'), ATTRIBUTES);
  return { gitDir, workTree: folders.tree, objects: checkout.objects, isolated: true };
}

/**
 * True when a git command was killed in the middle. It may even still run, its parent gone: then the tree must not
 * be used any more, because paths relative to that folder are still being written.
 */
export async function wasInterrupted(folders: SlotFolders): Promise<boolean> {
  return access(join(folders.gitDir, 'index.lock')).then(
    () => true,
    () => false,
  );
}

/** Removes what a killed process was writing beside tree and index. Only for who holds the slot. */
export async function removeLeftovers(folders: SlotFolders): Promise<void> {
  await removeTree(folders.staging);
  const names = await readdir(folders.gitDir).catch(() => []);
  for (const name of names.filter((one) => one.startsWith('index-')))
    await rm(join(folders.gitDir, name), { force: true });
}

/** Forgets tree and index; the target folder stays, files of a new tree are newer than everything in it. */
export async function discardTree(folders: SlotFolders): Promise<void> {
  for (const folder of [folders.gitDir, folders.tree, folders.staging]) await removeTree(folder);
}

/** A link in the place of a slot's folder would turn every clean-up loose on what it points to. */
async function removeUnlessFolder(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isDirectory()) await removeTree(path);
}
