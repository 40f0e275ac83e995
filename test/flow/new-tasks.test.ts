import { describe, expect, test } from 'vitest';
import { createGit } from '../../src/adapters/git/git.ts';
import { openCheckout } from '../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../src/adapters/git/repository.ts';
import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import { newTasks } from '../../src/flow/new-tasks.ts';
import { createGitProject, type GitProject, QUIET_ENVIRONMENT } from '../support/git-project.ts';

const TASKS = 'openspec/changes/one/tasks.md';
const OTHER = 'openspec/changes/two/tasks.md';

async function found(project: GitProject, before: string | undefined, after: string) {
  const git = createGit({ PATH: process.env['PATH'], ...QUIET_ENVIRONMENT });
  const repository = createRepository(git, await openCheckout(git, project.root));
  return newTasks({ before, after }, repository, (commit) => changesAtCommit(repository, commit));
}

describe('the open tasks that a push brought', () => {
  test('are named with their change, and only those of the touched files', async () => {
    await using project = await createGitProject();
    const before = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n', [OTHER]: '- [ ] 1.1 Begin\n' });
    const after = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n- [ ] 1.2 Go on\n', 'src/lib.rs': '' });
    expect(await found(project, before, after)).toEqual(['one#1.2']);
  });

  test('are all open ones of everything on a first push', async () => {
    await using project = await createGitProject();
    const after = await project.commit({
      [TASKS]: '- [x] 1.1 Begin\n- [ ] 1.2 Go on\n',
      [OTHER]: '- [ ] 1.1 Begin\n',
    });
    expect(await found(project, undefined, after)).toEqual(['one#1.2', 'two#1.1']);
  });

  test('are all of them when there was no openspec folder before', async () => {
    await using project = await createGitProject();
    const before = await project.commit({ 'README.md': 'x' });
    const after = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n' });
    expect(await found(project, before, after)).toEqual(['one#1.1']);
  });

  test('are all of them when the file could not be read before', async () => {
    await using project = await createGitProject();
    const before = await project.commit({ [TASKS]: new Uint8Array([0x2d, 0x20, 0xff, 0xfe, 0x0a]) });
    const after = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n' });
    expect(await found(project, before, after)).toEqual(['one#1.1']);
  });

  test('are none after ticking, after prose, after other files, and in the archive', async () => {
    await using project = await createGitProject();
    const first = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n' });
    const ticked = await project.commit({ [TASKS]: '- [x] 1.1 Begin\n' });
    const prose = await project.commit({ 'openspec/changes/one/proposal.md': 'Because.', 'src/lib.rs': '' });
    const archived = await project.commit({ 'openspec/changes/archive/old/tasks.md': '- [ ] 1.1 Old\n' });
    const gone = await project.commit({ [TASKS]: null, 'openspec/changes/one/proposal.md': null });
    for (const [before, after] of [
      [first, ticked],
      [ticked, prose],
      [prose, archived],
      [archived, gone],
    ] as const)
      expect(await found(project, before, after)).toEqual([]);
  });

  test('a commit before that nobody has is a fault, not everything anew', async () => {
    await using project = await createGitProject();
    const after = await project.commit({ [TASKS]: '- [ ] 1.1 Begin\n' });
    await expect(found(project, 'f'.repeat(40), after)).rejects.toMatchObject({ exit: 5 });
  });
});
