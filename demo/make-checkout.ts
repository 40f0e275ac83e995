import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

/** Commits the sample workspace in `<folder>/source`, or clones `url` into `<folder>/checkout`. Returns the folder made. */
export async function makeCheckout(folder: string, url?: string): Promise<string> {
  const made = join(folder, url ? 'checkout' : 'source');
  const git = (...args: string[]) => execa('git', ['-c', 'init.defaultBranch=main', ...args]);
  if (url) {
    await git('clone', '--quiet', url, made);
    // A checkout step leaves no credential behind; the Action brings its own token.
    await git('-C', made, 'remote', 'set-url', 'origin', url.replace(/\/\/[^@/]*@/, '//'));
    return made;
  }
  cpSync(join(import.meta.dirname, 'sample'), made, { recursive: true });
  await git('-C', made, 'init', '--quiet');
  await git('-C', made, 'add', '--all');
  const identity = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.invalid',
    '-c',
    'commit.gpgsign=false',
  ];
  await git('-C', made, ...identity, 'commit', '--quiet', '--message', 'Read durations');
  return made;
}
