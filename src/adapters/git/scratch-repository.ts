import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Git } from './git.ts';
import type { GitPlace } from './git-place.ts';
import type { Checkout } from './open-checkout.ts';
import { makeScratchFolder } from './scratch-folder.ts';

export interface ScratchRepository extends AsyncDisposable {
  readonly place: GitPlace;
}

/**
 * A short-lived git folder over the checkout's object store. Network commands run in it, so that nothing of the
 * checkout's own `.git/config` counts (persisted headers, URL rewrites, programs to run) and none of its files change.
 * It starts with the checkout's branches and its shallow boundary: a fetch asks only for what is really missing.
 */
export async function createScratchRepository(git: Git, checkout: Checkout): Promise<ScratchRepository> {
  const folder = await makeScratchFolder();
  const gitDir = folder.path;
  const format = '%(objectname) refs/known/%(refname)';
  const refs = await git.text(checkout.place, {
    args: ['for-each-ref', `--format=${format}`, 'refs/heads', 'refs/remotes', 'refs/pull'],
  });
  await mkdir(join(gitDir, 'refs'));
  await mkdir(join(gitDir, 'objects'));
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(gitDir, 'config'), bareConfig(checkout.head));
  await writeFile(
    join(gitDir, 'packed-refs'),
    `${refs === '' ? '' : `${refs}\n`}${checkout.head} refs/known/HEAD\n`,
  );
  if (checkout.shallow) await copyFile(join(checkout.commonDir, 'shallow'), join(gitDir, 'shallow'));
  return {
    place: { gitDir, objects: checkout.objects },
    [Symbol.asyncDispose]: folder[Symbol.asyncDispose],
  };
}

/** A short-lived git folder with objects of its own, none yet. `anyId`: an id of the kind its objects are to have. */
export async function createEmptyRepository(anyId: string): Promise<ScratchRepository> {
  const folder = await makeScratchFolder();
  const gitDir = folder.path;
  await mkdir(join(gitDir, 'refs'));
  await mkdir(join(gitDir, 'objects'));
  await writeFile(join(gitDir, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(gitDir, 'config'), bareConfig(anyId));
  return { place: { gitDir }, [Symbol.asyncDispose]: folder[Symbol.asyncDispose] };
}

/** SHA-256 repositories need the extension named (git-scm.com/docs/git-config, extensions.objectFormat). */
function bareConfig(anyId: string): string {
  if (anyId.length === 64)
    return '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = sha256\n';
  return '[core]\n\trepositoryFormatVersion = 0\n\tbare = true\n';
}
