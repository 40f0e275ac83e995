import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAncestry } from '../../../src/adapters/git/ancestry.ts';
import { createGit } from '../../../src/adapters/git/git.ts';
import { openCheckout } from '../../../src/adapters/git/open-checkout.ts';
import { createGitProject, type GitProject } from '../../support/git-project.ts';

const git = createGit({ PATH: process.env['PATH'] });
let project: GitProject;
let first: string;
let second: string;
let aside: string;
beforeAll(async () => {
  project = await createGitProject();
  first = await project.commit({ a: '1' });
  second = await project.commit({ a: '2' });
  await project.git('checkout', '--quiet', '-b', 'aside', first);
  aside = await project.commit({ b: '1' });
  await project.git('checkout', '--quiet', 'main');
});
afterAll(() => project[Symbol.asyncDispose]());

async function ancestryOf(folder: string) {
  const checkout = await openCheckout(git, folder);
  return createAncestry(git, checkout, () => Promise.resolve(undefined));
}

test('a commit includes itself and what is below it, and nothing else', async () => {
  const ancestry = await ancestryOf(project.root);
  expect(await ancestry.includes(second, first)).toBe(true);
  expect(await ancestry.includes(second, second)).toBe(true);
  expect(await ancestry.includes(first, second)).toBe(false);
  expect(await ancestry.includes(second, aside)).toBe(false);
});

test('a commit that is nowhere is below nothing', async () => {
  const ancestry = await ancestryOf(project.root);
  expect(await ancestry.includes(second, 'f'.repeat(40))).toBe(false);
});

test('the tree of a commit is what git calls it', async () => {
  const ancestry = await ancestryOf(project.root);
  expect(await ancestry.treeOf(aside)).toBe(await project.git('rev-parse', 'aside^{tree}'));
});

test('past the end of a shallow clone it says so instead of no', async () => {
  const shallow = join(project.folder, 'shallow');
  await project.git('clone', '--quiet', '--depth=1', `file://${project.root}`, shallow);
  const ancestry = await ancestryOf(shallow);
  await expect(ancestry.includes(second, first)).rejects.toMatchObject({ code: 'history-shallow' });
  expect(await ancestry.includes(second, second)).toBe(true);
});
