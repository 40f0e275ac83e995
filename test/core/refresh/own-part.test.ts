import { expect, test } from 'vitest';
import { ownPart } from '../../../src/core/refresh/own-part.ts';

const own = (commit: string) => ({ commit, own: true });
const ada = (commit: string) => ({ commit, own: false });
const onBase =
  (...known: string[]) =>
  (commit: string) =>
    Promise.resolve(known.includes(commit));

test('own commits end where the branch was made, even on commits of the program itself', async () => {
  const line = [own('c'), own('b'), own('a'), ada('m')];
  expect(await ownPart(line, new Set(['a']), onBase('m'))).toEqual({
    kind: 'own',
    commits: [own('c'), own('b')],
    from: 'a',
  });
});

test('a commit of somebody else is the base’s if the base has it, else a person’s', async () => {
  const line = [own('b'), ada('m')];
  expect(await ownPart(line, new Set(), onBase('m'))).toMatchObject({ kind: 'own', from: 'm' });
  expect(await ownPart(line, new Set(['x']), onBase())).toEqual({ kind: 'foreign', commit: ada('m') });
  expect(await ownPart([ada('top'), ...line], new Set(['m']), onBase('m'))).toEqual({
    kind: 'foreign',
    commit: ada('top'),
  });
});

test('a history that ends too early tells no base', async () => {
  expect(await ownPart([own('a')], new Set(), onBase())).toEqual({
    kind: 'own',
    commits: [own('a')],
    from: undefined,
  });
  expect(await ownPart([], new Set(), onBase())).toMatchObject({ commits: [], from: undefined });
});
