import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from '../../ports/repository.ts';
import type { Git } from './git.ts';
import type { Checkout } from './open-checkout.ts';

/**
 * Which of the given files differ from HEAD in the user's working tree. `git status` is not asked: it would run the
 * clean filters of the user's settings and rewrite the index. Line endings do not count (core.autocrlf), and a
 * file left out by a sparse checkout is clean.
 */
export async function dirtyPaths(
  git: Git,
  checkout: Checkout,
  request: { readonly repository: Repository; readonly paths: readonly string[] },
): Promise<readonly string[]> {
  if (checkout.bare || request.paths.length === 0) return [];
  const committed = await request.repository.read(checkout.head, request.paths);
  const dirty: string[] = [];
  for (const path of request.paths) {
    const before = committed.get(path);
    const now = await readPlainFile(join(checkout.topLevel, path));
    if (now === 'absent') {
      if (before && !(await leftOut(git, checkout, path))) dirty.push(path);
    } else if (now === 'special' || !before || !sameText(before, now)) {
      dirty.push(path);
    }
  }
  return dirty;
}

async function readPlainFile(path: string): Promise<Uint8Array | 'absent' | 'special'> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return 'absent';
  return found.isFile() ? await readFile(path) : 'special';
}

function sameText(a: Uint8Array, b: Uint8Array): boolean {
  const withoutCarriageReturns = (bytes: Uint8Array) =>
    Buffer.from(bytes).toString('latin1').replaceAll('\r\n', '\n');
  return Buffer.compare(a, b) === 0 || withoutCarriageReturns(a) === withoutCarriageReturns(b);
}

async function leftOut(git: Git, checkout: Checkout, path: string): Promise<boolean> {
  const answer = await git.text(
    { ...checkout.place, workTree: checkout.topLevel },
    { args: ['--literal-pathspecs', 'ls-files', '-t', '--cached', '-z', '--', path], cwd: checkout.topLevel },
  );
  return answer.startsWith('S ');
}
