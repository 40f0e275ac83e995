import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteChanges } from '../../core/edits/edit.ts';
import type { CommitId, CommitMessage } from '../../ports/repository.ts';
import type { Git } from './git.ts';
import type { GitPlace } from './git-place.ts';
import { type Identity, identityEnvironment } from './identity.ts';
import { refuseSpecialPaths } from './refuse-special-paths.ts';

export interface CommitRequest {
  readonly parent: CommitId;
  readonly changes: ByteChanges;
  readonly message: CommitMessage;
  readonly identity: Identity;
}

/**
 * Makes a commit of exactly these changes on top of its parent, in the object store of `place`, without a working
 * tree. The same request gives the same commit id on every machine. Existing files keep their mode, new ones get
 * 100644. Throws `path-refused`, `disk-full`, `git-failed`; an unreadable date is a `RangeError`.
 */
export async function commitChanges(
  git: Git,
  place: GitPlace,
  request: CommitRequest,
): Promise<{ readonly commit: CommitId; readonly tree: string }> {
  const seconds = Math.floor(new Date(request.message.date).getTime() / 1000);
  if (!Number.isFinite(seconds)) throw new RangeError(`not a date: ${request.message.date}`);
  const index: GitPlace = { ...place, indexFile: join(place.gitDir, `index-${randomUUID()}`) };
  try {
    await git.bytes(index, { args: ['read-tree', request.parent] });
    const modeOf = parseModes(await git.text(index, { args: ['ls-files', '--stage', '-z'] }));
    refuseSpecialPaths(request.changes, modeOf);
    const input = await indexInfo(git, index, { ...request, modeOf });
    await git.bytes(index, { args: ['update-index', '-z', '--add', '--replace', '--index-info'], input });
    // Every object was just written or belongs to the parent: looking for each of them again is not needed.
    const tree = await git.text(index, { args: ['write-tree', '--missing-ok'] });
    const commit = await git.text(index, {
      args: ['commit-tree', tree, '-p', request.parent, '-F', '-'],
      input: textOf(request.message),
      env: identityEnvironment(request.identity, seconds),
    });
    return { commit, tree };
  } finally {
    await rm(index.indexFile ?? '', { force: true });
  }
}

function parseModes(listing: string): Map<string, string> {
  const modes = new Map<string, string>();
  for (const record of listing.split('\0')) {
    const tab = record.indexOf('\t');
    if (tab > 0) modes.set(record.slice(tab + 1), record.slice(0, record.indexOf(' ')));
  }
  return modes;
}

/** Lines for `git update-index --index-info -z`, removals first so that a file can make way for a folder. */
async function indexInfo(
  git: Git,
  place: GitPlace,
  request: CommitRequest & { readonly modeOf: ReadonlyMap<string, string> },
): Promise<string> {
  const removed: string[] = [];
  const written: string[] = [];
  for (const [path, content] of request.changes) {
    if (content === null) {
      removed.push(`0 ${'0'.repeat(request.parent.length)}\t${path}\0`);
      continue;
    }
    // Without --path no filter and no line ending conversion applies: the bytes are the blob.
    const blob = await git.text(place, { args: ['hash-object', '-w', '--stdin'], input: content });
    written.push(`${request.modeOf.get(path) ?? '100644'} ${blob}\t${path}\0`);
  }
  return [...removed, ...written].join('');
}

/** Subject, empty line, body; NUL cannot stand in a commit. */
function textOf(message: CommitMessage): string {
  const subject = message.subject.replaceAll('\0', '').replace(/\s+/g, ' ').trim();
  const body = message.body.replaceAll('\0', '').replaceAll('\r\n', '\n').trim();
  return body === '' ? `${subject}\n` : `${subject}\n\n${body}\n`;
}
