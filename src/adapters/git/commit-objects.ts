import type { CommitId } from '../../ports/repository.ts';
import type { CommitObjects, CommitText, FileState } from '../../ports/signed-commits.ts';
import type { Git } from './git.ts';
import type { Checkout } from './open-checkout.ts';
import { parseObjects } from './parse-objects.ts';

/** Reads commits out of the checkout's object store. */
export function createCommitObjects(git: Git, checkout: Checkout): CommitObjects {
  const { place } = checkout;
  return {
    describe: async (commit) => parseCommit(await git.bytes(place, { args: ['cat-file', 'commit', commit] })),
    changes: async (from, to) => {
      const args = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff'];
      const files = parseRaw(await git.text(place, { args: [...args, from, to] }));
      const blobs = files.flatMap(({ blob }) => (blob === null ? [] : [blob]));
      if (blobs.length === 0) return files.map(({ path, mode }) => ({ path, mode, bytes: null }));
      const input = blobs.map((blob) => `${blob}\n`).join('');
      const objects = parseObjects(await git.bytes(place, { args: ['cat-file', '--batch'], input }));
      const bytesOf = new Map(blobs.map((blob, at) => [blob, objects[at]]));
      return files.map(({ path, mode, blob }): FileState => {
        return { path, mode, bytes: (blob === null ? null : bytesOf.get(blob)) ?? null };
      });
    },
  };
}

/** Headers, an empty line and the message (git-scm.com/docs/git-commit-tree); a signature is a header as well. */
function parseCommit(object: Uint8Array): CommitText {
  const text = new TextDecoder().decode(object);
  const end = text.indexOf('\n\n');
  const header = text.slice(0, end);
  const ids = (name: string): readonly CommitId[] =>
    [...header.matchAll(new RegExp(`^${name} ([0-9a-f]+)$`, 'gm'))].map(([, id = '']) => id);
  return { tree: ids('tree')[0] ?? '', parents: ids('parent'), message: text.slice(end + 2) };
}

interface RawFile {
  readonly path: string;
  readonly mode: string;
  readonly blob: string | null;
}

/** `:<mode> <mode> <blob> <blob> <status>` and the path, between NULs (git-scm.com/docs/diff-format). */
function parseRaw(listing: string): readonly RawFile[] {
  const fields = listing.split('\0');
  const files: RawFile[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [was = '', is = '', , blob = '', status] = (fields[at] ?? '').slice(1).split(' ');
    const path = fields[at + 1] ?? '';
    files.push(status === 'D' ? { path, mode: was, blob: null } : { path, mode: is, blob });
  }
  return files;
}
