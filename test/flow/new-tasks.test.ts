import { expect, test } from 'vitest';
import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import { Fault } from '../../src/core/fault.ts';
import { newTasks } from '../../src/flow/new-tasks.ts';
import type { ChangeSource } from '../../src/ports/change-source.ts';
import { FakeGit } from '../fakes/fake-git.ts';

const file = (change: string) => `openspec/changes/${change}/tasks.md`;

/** The new tasks after pushing these commits on top of each other; the first is what was there before. */
async function pushed(...commits: readonly Readonly<Record<string, string | null>>[]) {
  const git = new FakeGit();
  const [before, ...later] = commits.map((files) => git.commitAs('Ada', 'main', files));
  const after = later.at(-1) ?? '';
  return (await newTasks({ before, after }, git, (commit) => changesAtCommit(git, commit))).tasks;
}

test('added and reworded tasks of the touched changes are new; ticks and prose are not', async () => {
  const before = { [file('a')]: '- [ ] 1 One\n- [ ] 2 Two\n- [ ] 3 Three\n', [file('b')]: '- [ ] 1 One\n' };
  expect(await pushed(before, { [file('a')]: 'Prose\n- [x] 1 One\n- [ ] 2 Two\n- [ ] 3 Three\n' })).toEqual(
    [],
  );
  expect(
    await pushed(before, { [file('a')]: '- [ ] 1 One\n- [ ] 2 Zwei\n- [ ] 3 Three\n- [ ] 4.1 Four\n' }),
  ).toHaveLength(2);
});

test('a push beside the plan, or only to archived changes, brings nothing', async () => {
  const before = { [file('a')]: '- [ ] 1.1 One\n' };
  expect(await pushed(before, { 'src/lib.rs': '' })).toEqual([]);
  expect(await pushed(before, { [file('archive/2026-01-01-z')]: '- [ ] 1.1 One\n' })).toEqual([]);
});

test('in the first plan of a repository every open task is new', async () => {
  expect(await pushed({ 'src/lib.rs': '' }, { [file('a')]: '- [ ] 1.1 One\n- [x] 1.2 Two\n' })).toEqual([
    'a#1.1',
  ]);
});

test('without a known commit before, every open task of every change is new', async () => {
  const git = new FakeGit();
  const after = git.commitAs('Ada', 'main', {
    [file('a')]: '- [ ] 1.1 One\n',
    [file('b')]: '- [ ] 1.1 One\n',
  });
  const found = await newTasks({ before: undefined, after }, git, (commit) => changesAtCommit(git, commit));
  expect(found).toEqual({ tasks: ['a#1.1', 'b#1.1'], touched: true });
});

test('a fault while reading the commit before is not taken for an empty plan', async () => {
  const git = new FakeGit();
  const before = git.commitAs('Ada', 'main', { [file('a')]: '- [ ] 1.1 One\n' });
  const after = git.commitAs('Ada', 'main', { [file('a')]: '- [ ] 1.1 One more\n' });
  const broken = (commit: string): ChangeSource =>
    commit === before
      ? {
          ...changesAtCommit(git, commit),
          changes: () => Promise.reject(new Fault('git-failed', 'cat-file')),
        }
      : changesAtCommit(git, commit);
  await expect(newTasks({ before, after }, git, broken)).rejects.toThrow('git failed: cat-file');
});

test('whether a tracked tasks file was touched is told, ticks and prose included', async () => {
  const touched = async (files: Readonly<Record<string, string | null>>) => {
    const git = new FakeGit();
    const before = git.commitAs('Ada', 'main', { [file('a')]: '- [ ] 1.1 One\n' });
    const after = git.commitAs('Ada', 'main', files);
    return (await newTasks({ before, after }, git, (commit) => changesAtCommit(git, commit))).touched;
  };
  expect(await touched({ [file('a')]: '- [x] 1.1 One\n' })).toBe(true);
  expect(await touched({ [file('a')]: null })).toBe(true);
  expect(await touched({ 'openspec/changes/a/proposal.md': 'Why' })).toBe(false);
  expect(await touched({ 'src/lib.rs': '' })).toBe(false);
});
