import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createGit } from '../../../src/adapters/git/git.ts';
import { createLineage } from '../../../src/adapters/git/lineage.ts';
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

async function lineageOf(folder: string) {
  const checkout = await openCheckout(git, folder);
  return createLineage(git, checkout, () => Promise.resolve(undefined));
}

test('a commit includes itself and what is below it, and nothing else', async () => {
  const lineage = await lineageOf(project.root);
  expect(await lineage.includes(second, first)).toBe(true);
  expect(await lineage.includes(second, second)).toBe(true);
  expect(await lineage.includes(first, second)).toBe(false);
  expect(await lineage.includes(second, aside)).toBe(false);
});

test('a commit that is nowhere is below nothing', async () => {
  const lineage = await lineageOf(project.root);
  expect(await lineage.includes(second, 'f'.repeat(40))).toBe(false);
});

test('the tree of a commit is what git calls it', async () => {
  const lineage = await lineageOf(project.root);
  expect(await lineage.treeOf(aside)).toBe(await project.git('rev-parse', 'aside^{tree}'));
});

test('past the end of a shallow clone it says so instead of no', async () => {
  const shallow = join(project.folder, 'shallow');
  await project.git('clone', '--quiet', '--depth=1', `file://${project.root}`, shallow);
  const lineage = await lineageOf(shallow);
  await expect(lineage.includes(second, first)).rejects.toMatchObject({ code: 'history-shallow' });
  expect(await lineage.includes(second, second)).toBe(true);
});
