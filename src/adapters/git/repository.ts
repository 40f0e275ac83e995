import { Fault } from '../../core/fault.ts';
import type { CommitId, Repository, TreeEntry } from '../../ports/repository.ts';
import type { Git } from './git.ts';
import type { Checkout } from './open-checkout.ts';
import { parseObjects } from './parse-objects.ts';
import { parseTree } from './parse-tree.ts';

/** Asks the remote for what the checkout lacks; undefined when the remote does not have it either. */
export interface Fetcher {
  fetchBranch(branch: string): Promise<CommitId | undefined>;
  /** Brings one commit and its tree, without its history. */
  fetchCommit(commit: CommitId): Promise<boolean>;
}

/** Whole listings that are kept: base, tip and a few branches of a stack. */
const LISTINGS_KEPT = 16;

/** Bytes of file contents that are kept: a run reads its tasks files and documents several times. */
const CONTENTS_KEPT_BYTES = 8 * 1_048_576;

const FULL_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Reads commits out of the checkout's object store. A commit that was made or fetched after opening is seen as well.
 *
 * @param fetcher asked for branches and commits that are not there; without it only what is there counts.
 */
export function createRepository(git: Git, checkout: Checkout, fetcher?: Fetcher): Repository {
  const { place } = checkout;
  const listings = new Map<CommitId, Promise<readonly TreeEntry[]>>();
  /** By blob id, so that commits share what they have in common. */
  const contents = new Map<string, Uint8Array>();
  let keptBytes = 0;

  /** Brings the blobs that are not kept, in one git process. */
  async function contentsOf(blobs: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const known = new Map(
      blobs.flatMap((blob) => {
        const bytes = contents.get(blob);
        return bytes === undefined ? [] : [[blob, bytes] as const];
      }),
    );
    const lacking = [...new Set(blobs)].filter((blob) => !known.has(blob));
    if (lacking.length === 0) return known;
    const input = lacking.map((blob) => `${blob}\n`).join('');
    const objects = parseObjects(await git.bytes(place, { args: ['cat-file', '--batch'], input }));
    for (const [index, blob] of lacking.entries()) {
      const bytes = objects[index];
      if (bytes === undefined) continue;
      known.set(blob, bytes);
      if (contents.has(blob) || keptBytes + bytes.length > CONTENTS_KEPT_BYTES) continue;
      // A copy: what git answered is one large buffer, which a part of it would keep alive.
      contents.set(blob, bytes.slice());
      keptBytes += bytes.length;
    }
    return known;
  }

  /** The first of the names that is a commit; one git process for all of them. */
  async function firstCommit(names: readonly string[]): Promise<CommitId | undefined> {
    const input = names.map((name) => `${name}^{commit}\n`).join('');
    const answer = await git.text(place, { args: ['cat-file', '--batch-check'], input });
    const found = answer.split('\n').find((line) => / commit \d+$/.test(line));
    return found?.split(' ')[0];
  }

  async function isThere(commit: CommitId): Promise<boolean> {
    if ((await firstCommit([commit])) !== undefined) return true;
    return (await fetcher?.fetchCommit(commit)) ?? false;
  }

  function missing(revision: string): Fault {
    return new Fault(checkout.shallow ? 'history-shallow' : 'base-missing', revision);
  }

  function listAll(commit: CommitId): Promise<readonly TreeEntry[]> {
    const known = listings.get(commit);
    if (known !== undefined) return known;
    const listing = (async () => {
      if (!FULL_ID.test(commit)) throw missing(commit);
      // The whole tree, also where `core.worktree` makes the git folder a part of some work tree.
      const args = ['ls-tree', '--full-tree', '-r', '-l', '-z', commit];
      const listed = await git.run(place, { args });
      if (listed.exitCode === 0) return parseTree(listed.stdout);
      if (!(await isThere(commit))) throw missing(commit);
      return parseTree(await git.bytes(place, { args }));
    })();
    listing.catch(() => listings.delete(commit));
    listings.set(commit, listing);
    const oldest = listings.keys().next().value;
    if (listings.size > LISTINGS_KEPT && oldest !== undefined) listings.delete(oldest);
    return listing;
  }

  return {
    resolve: async (revision) => {
      if (revision === '' || /\s/.test(revision)) throw missing(revision);
      if (FULL_ID.test(revision)) {
        if (await isThere(revision)) return revision;
        throw missing(revision);
      }
      // Branches come first: a tag of the same name must not stand in for the base.
      const names = [`refs/heads/${revision}`, `refs/remotes/origin/${revision}`, revision];
      const found = await firstCommit(names);
      if (found !== undefined) return found;
      const fetched = await fetcher?.fetchBranch(revision.replace(/^refs\/heads\//, ''));
      if (fetched === undefined) throw missing(revision);
      return fetched;
    },
    list: async (commit, folder = '') => {
      const all = await listAll(commit);
      const prefix = folder.replace(/\/+$/, '');
      return prefix === '' ? all : all.filter((entry) => entry.path.startsWith(`${prefix}/`));
    },
    read: async (commit, paths) => {
      const wanted = new Set(paths);
      // The bytes of a symlink are a path, not a text of the project: such entries count as absent.
      const entries = (await listAll(commit)).filter(
        (entry) => wanted.has(entry.path) && entry.mode.startsWith('100'),
      );
      if (entries.length === 0) return new Map();
      const found = await contentsOf(entries.map((entry) => entry.blob));
      return new Map(
        entries.flatMap((entry) => {
          const bytes = found.get(entry.blob);
          return bytes === undefined ? [] : [[entry.path, bytes] as const];
        }),
      );
    },
    changedPaths: async (before, after) => {
      // GitHub's `before` of a first push.
      if (/^0+$/.test(before)) return (await listAll(after)).map((entry) => entry.path);
      for (const commit of [before, after])
        if (!FULL_ID.test(commit) || !(await isThere(commit))) throw missing(commit);
      const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', '--no-ext-diff', before, after];
      const answer = await git.text(place, { args });
      return answer.split('\0').filter((path) => path !== '');
    },
  };
}
