import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesAtCommit, changesInFolder } from '../../../src/adapters/openspec/open-changes.ts';
import type { ChangeSource } from '../../../src/ports/change-source.ts';
import { commitFolder } from '../../support/commit-folder.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const TASKS = 'openspec/changes/add-a/tasks.md';

/** The working tree and a commit of the same files. */
function bothSources(folder: TemporaryFolder): readonly ChangeSource[] {
  const { repository, commit } = commitFolder(folder.path);
  return [changesInFolder(folder.path), changesAtCommit(repository, commit)];
}

async function expectFault(folder: TemporaryFolder, code: string, at: string): Promise<void> {
  for (const source of bothSources(folder))
    await expect(source.changes()).rejects.toMatchObject({ code, at: expect.stringContaining(at) });
}

test('a working tree and its commit give the same changes, archive and hidden folders left out', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    [TASKS]: '- [ ] 1.1 Add `src/a.rs`\n',
    'openspec/changes/add-b/tasks.md': '- [x] 1.1 Done\n',
    'openspec/changes/.draft/tasks.md': '- [ ] hidden\n',
    'openspec/changes/archive/2026-01-01-x/tasks.md': '- [ ] archived\n',
    'openspec/changes/README.md': '- [ ] no change\n',
  });
  const [inFolder, atCommit] = await Promise.all(bothSources(folder).map((source) => source.changes()));
  expect(inFolder).toEqual(atCommit);
  expect(inFolder?.map((change) => change.name)).toEqual(['add-a', 'add-b']);
  expect(inFolder?.[0]?.tasks[0]).toMatchObject({ id: '1.1', file: TASKS, line: 1 });
});

test('a commit is read as it is, whatever the working tree became', async () => {
  using folder = new TemporaryFolder();
  folder.write({ [TASKS]: '- [ ] 1.1 committed\n' });
  const { repository, commit } = commitFolder(folder.path);
  folder.write({ [TASKS]: '- [x] 1.1 edited\n' });
  expect((await changesAtCommit(repository, commit).changes())[0]?.complete).toBe(0);
  expect((await changesInFolder(folder.path).changes())[0]?.complete).toBe(1);
});

test('tasks of all files of a glob are read in the order of their paths', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    'openspec/config.yaml': 'schema: ours\n',
    'openspec/schemas/ours/schema.yaml':
      'name: ours\nversion: 1\nartifacts:\n  - {id: todo, generates: "todo/**/*.md", description: d, template: t.md}\napply: {requires: [todo], tracks: "todo/**/*.md"}\n',
    'openspec/changes/add-a/todo/b.md': '- [ ] 1.1 second file\n',
    'openspec/changes/add-a/todo/a/z.md': '- [ ] 1.1 first file\n',
    'openspec/changes/add-a/tasks.md': '- [ ] ignored\n',
  });
  for (const source of bothSources(folder)) {
    const [change] = await source.changes();
    expect(change?.files).toEqual(['openspec/changes/add-a/todo/a/z.md', 'openspec/changes/add-a/todo/b.md']);
    expect(change?.tasks.map((task) => task.id)).toEqual(['1.1', '1.1-2']);
  }
});

test('a schema that tracks nothing gives a change without tasks', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    'openspec/schemas/notes/schema.yaml':
      'name: notes\nversion: 1\nartifacts:\n  - {id: tasks, generates: tasks.md, description: d, template: t.md}\napply: {requires: [tasks], tracks: null}\n',
    'openspec/changes/add-a/.openspec.yaml': 'schema: notes\n',
    [TASKS]: '- [ ] not tracked\n',
  });
  for (const source of bothSources(folder))
    expect(await source.changes()).toMatchObject([{ name: 'add-a', files: [], total: 0 }]);
});

test('only named changes are read, so a broken neighbour is no obstacle', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    [TASKS]: '- [ ] 1.1 fine\n',
    'openspec/changes/bad/tasks.md': Uint8Array.of(0x2d, 0xff),
  });
  for (const source of bothSources(folder))
    expect((await source.changes(['add-a', 'nowhere'])).map((change) => change.name)).toEqual(['add-a']);
});

test('a repository without openspec/changes is a fault', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'src/main.rs': '', 'openspec/config.yaml': '' });
  await expectFault(folder, 'no-openspec', '');
});

test('an openspec folder with no change yet has no changes', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'openspec/changes/archive/.gitkeep': '' });
  for (const source of bothSources(folder)) expect(await source.changes()).toEqual([]);
});

test('invalid UTF-8 is a fault that names the file', async () => {
  using folder = new TemporaryFolder();
  folder.write({ [TASKS]: Uint8Array.of(0x2d, 0x20, 0x5b, 0x20, 0x5d, 0xff) });
  await expectFault(folder, 'tasks-unreadable', `${TASKS} (not UTF-8)`);
});

test('a file of 5 MB is a fault that tells its size', async () => {
  using folder = new TemporaryFolder();
  folder.write({ [TASKS]: '- [ ] a\n'.repeat(650_000) });
  await expectFault(folder, 'tasks-unreadable', `${TASKS} (5.2 MB)`);
});

test.each([['../../../outside.md'], ['/etc/hostname'], ['../add-b/tasks.md'], ['chain.md'], ['nowhere.md']])(
  'a tasks file that is a link to %s is a fault',
  async (target) => {
    using folder = new TemporaryFolder();
    folder.write({
      'outside.md': '- [ ] a\n',
      'openspec/changes/add-b/tasks.md': '- [ ] b\n',
      'openspec/changes/add-a/real.md': '- [ ] r\n',
    });
    symlinkSync('real.md', join(folder.path, 'openspec/changes/add-a/chain.md'));
    symlinkSync(target, join(folder.path, TASKS));
    await expectFault(folder, 'tasks-unreadable', `${TASKS} (a link that leads out of its change)`);
  },
);

test('a link to a file of the same change stands for that file', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'openspec/changes/add-a/plan/real.md': '- [ ] 1.1 real\n' });
  symlinkSync('plan/real.md', join(folder.path, TASKS));
  for (const source of bothSources(folder))
    expect((await source.changes())[0]?.files).toEqual(['openspec/changes/add-a/plan/real.md']);
});

test('the documents of a change come with the scenarios of its spec deltas', async () => {
  using folder = new TemporaryFolder();
  folder.write({
    [TASKS]: '',
    'openspec/changes/add-a/proposal.md': '# Why\n',
    'openspec/changes/add-a/specs/user/auth/spec.md':
      '## ADDED Requirements\n### Requirement: Login\n#### Scenario: Wrong password\n- **WHEN** it is wrong\n- **THEN** refuse\n',
  });
  for (const source of bothSources(folder)) {
    const documents = await source.documents('add-a');
    expect(documents.proposal?.text).toBe('# Why\n');
    expect(documents.design).toBeUndefined();
    expect(documents.specs.map((spec) => spec.path)).toEqual([
      'openspec/changes/add-a/specs/user/auth/spec.md',
    ]);
    expect(documents.scenarios).toMatchObject([{ requirement: 'Login', scenario: 'Wrong password' }]);
  }
});
