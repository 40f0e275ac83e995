import { createHash } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ByteChanges } from '../../core/edits/edit.ts';
import { Fault } from '../../core/fault.ts';
import type { CommitId, Repository, SlotLease, Slots } from '../../ports/repository.ts';
import { makeFolders } from '../machine/make-folders.ts';
import { commitChanges } from './commit-changes.ts';
import type { Git } from './git.ts';
import { BOT, type Identity } from './identity.ts';
import { isShut } from './is-shut.ts';
import type { Checkout } from './open-checkout.ts';
import { readTreeFile } from './read-tree-file.ts';
import { refuseSpecialPaths } from './refuse-special-paths.ts';
import { removeTree } from './remove-tree.ts';
import { requireRealFolder } from './require-real-folder.ts';
import { takeSlotLock } from './slot-lock.ts';
import {
  discardTree,
  ensureSlotRepository,
  removeLeftovers,
  type SlotFolders,
  slotFolders,
  wasInterrupted,
} from './slot-repository.ts';
import { sweepTree } from './sweep-tree.ts';
import { createTreeClock } from './tree-clock.ts';
import { writeChanges } from './write-changes.ts';

export interface SlotSettings {
  readonly checkout: Checkout;
  readonly repository: Repository;
  /** The program's state folder; slots live in `<state>/slots/<repository>/<n>`. */
  readonly state: string;
  /** Author and committer of the commits; the program itself when not given. */
  readonly identity?: Identity;
}

/** Private worktrees beside the user's checkout; two processes never share one, and one survives its process. */
export function createSlots(git: Git, settings: SlotSettings): Slots {
  const home = join(settings.state, 'slots', repositoryKey(settings.checkout));
  return {
    lease: async (signal) => {
      // Only for this user: what programs of a run by root leave there may be set-user-id root.
      await makeFolders(home);
      await chmod(home, 0o700);
      for (let number = 1; ; number += 1) {
        signal?.throwIfAborted();
        const folder = join(home, String(number));
        const lock = await takeSlotLock(join(folder, 'lock'));
        if (!lock) continue;
        try {
          return await openSlot(git, settings, { folders: slotFolders(folder), lock });
        } catch (error) {
          await lock[Symbol.asyncDispose]();
          throw error;
        }
      }
    },
  };
}

/** Clones of the same remote share their slots: the workspace may move, or be made anew for every run. */
function repositoryKey(checkout: Checkout): string {
  const { remote, commonDir } = checkout;
  const identity = remote ? `${remote.server}/${remote.owner}/${remote.repo}` : commonDir;
  const name = remote ? `${remote.owner}-${remote.repo}` : basename(dirname(commonDir));
  const hash = createHash('sha256').update(identity).digest('hex').slice(0, 12);
  return `${name.replace(/[^\w.-]+/g, '-').slice(0, 60)}-${hash}`;
}

async function openSlot(
  git: Git,
  settings: SlotSettings,
  leased: { readonly folders: SlotFolders; readonly lock: AsyncDisposable },
): Promise<SlotLease> {
  const { checkout, repository, identity = BOT } = settings;
  const { folders, lock } = leased;
  const clock = createTreeClock(folders.clock);
  await removeLeftovers(folders);
  if (await wasInterrupted(folders)) await discardTree(folders);
  let place = await ensureSlotRepository(folders, checkout).catch(async (error: unknown) => {
    if (!isRepairable(error)) throw error;
    await discardTree(folders);
    return ensureSlotRepository(folders, checkout);
  });
  let modeOf: ReadonlyMap<string, string> = new Map();

  async function switchTo(commit: CommitId): Promise<void> {
    const entries = await repository.list(commit);
    await requireRealFolder(folders.tree);
    // A file that was touched but not changed keeps its time: cargo need not compile it again.
    await git.run(place, { args: ['update-index', '-q', '--refresh'] });
    await git.bytes(place, { args: ['read-tree', '--reset', '-u', '--no-recurse-submodules', commit] });
    const missing = await sweepTree(folders.tree, entries);
    if (missing.length > 0)
      throw new Fault('git-failed', `the checkout of ${commit} lacks ${missing.slice(0, 3).join(', ')}`);
    modeOf = new Map(entries.map((entry) => [entry.path, entry.mode]));
  }

  /**
   * Files written from here on are newer than all that cargo has seen, else cargo must forget what it has seen; also
   * where foreign code left it a target that cannot be used.
   */
  async function beginWrite(): Promise<void> {
    if ((await clock.passTick()) === 'later' && !(await isShut(folders.target))) return;
    await removeTree(folders.target);
    await makeFolders(folders.target);
  }

  return {
    slot: { tree: folders.tree, target: folders.target },
    reset: async (commit) => {
      await beginWrite();
      try {
        await switchTo(commit);
      } catch (error) {
        if (!isRepairable(error)) throw error;
        await discardTree(folders);
        place = await ensureSlotRepository(folders, checkout);
        await switchTo(commit);
      } finally {
        await clock.mark();
      }
    },
    write: async (changes: ByteChanges) => {
      refuseSpecialPaths(changes, modeOf);
      await beginWrite();
      try {
        await writeChanges(folders.tree, folders.staging, changes);
      } finally {
        await clock.mark();
      }
    },
    read: (path) => readTreeFile(folders.tree, path),
    commit: (parent, changes, message) => commitChanges(git, place, { parent, changes, message, identity }),
    [Symbol.asyncDispose]: async () => {
      await clock.mark();
      await lock[Symbol.asyncDispose]();
    },
  };
}

/** A damaged index or tree can be made anew; a full disk or a missing commit stays what it is. */
function isRepairable(error: unknown): boolean {
  if (error instanceof Fault) return error.code === 'git-failed';
  return error instanceof Error && 'code' in error && error.code !== 'ENOSPC';
}
