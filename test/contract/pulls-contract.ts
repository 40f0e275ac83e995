import { describe, expect, test } from 'vitest';
import type { Pulls, PullText } from '../../src/ports/pulls.ts';

export const pullText = (over: Partial<PullText> = {}): PullText => ({
  branch: 'openspec/add-greeting/1.2-greet',
  base: 'main',
  title: 'add-greeting 1.2: Greet: "you" --- #',
  body: 'First line\n\n---\ntitle: not this\n---\n\nLast line\n',
  draft: false,
  labels: ['openspec-complete'],
  reviewers: [],
  ...over,
});

/** What every keeper of pull requests promises. `make` gives an empty one in which the branches and `main` exist. */
export function pullsContract(name: string, make: () => Promise<Pulls>): void {
  describe(`${name} keeps the contract of pull requests`, () => {
    test('a branch without a pull request has none', async () => {
      const pulls = await make();
      expect(await pulls.find('openspec/add-greeting/1.2-greet')).toBeUndefined();
      expect(await pulls.listOpen('openspec/')).toEqual([]);
    });

    test('what was opened is found again, text and all', async () => {
      const pulls = await make();
      const text = pullText({ draft: true });
      const published = await pulls.ensure(text, undefined);
      const { reviewers: _, ...shown } = text;
      expect(published).toMatchObject({ kind: 'opened', pull: { ...shown, state: 'open' } });
      expect(await pulls.find(text.branch)).toMatchObject({ ...shown, state: 'open' });
    });

    test('the same again changes nothing', async () => {
      const pulls = await make();
      await pulls.ensure(pullText(), undefined);
      const existing = await pulls.find(pullText().branch);
      expect(await pulls.ensure(pullText(), existing)).toMatchObject({ kind: 'unchanged' });
      expect(await pulls.listOpen('openspec/')).toHaveLength(1);
    });

    test('another text updates the one pull request of the branch', async () => {
      const pulls = await make();
      await pulls.ensure(pullText(), undefined);
      const existing = await pulls.find(pullText().branch);
      const changed = pullText({ title: 'another', body: 'other\n' });
      expect(await pulls.ensure(changed, existing)).toMatchObject({
        kind: 'updated',
        pull: { title: 'another' },
      });
      expect(await pulls.find(changed.branch)).toMatchObject({ title: 'another', body: 'other\n' });
      expect(await pulls.listOpen('openspec/')).toHaveLength(1);
    });

    test('only pull requests under the prefix are listed', async () => {
      const pulls = await make();
      await pulls.ensure(pullText(), undefined);
      await pulls.ensure(pullText({ branch: 'openspec/add-greeting/1.3-more' }), undefined);
      const branches = async (prefix: string): Promise<readonly string[]> =>
        (await pulls.listOpen(prefix)).map(({ branch }) => branch).toSorted();
      expect(await branches('openspec/')).toEqual([
        'openspec/add-greeting/1.2-greet',
        'openspec/add-greeting/1.3-more',
      ]);
      expect(await branches('other/')).toEqual([]);
    });

    test('a link to a line ends in its number', async () => {
      const pulls = await make();
      expect(pulls.lineUrl('0f1e2d', 'openspec/changes/x/tasks.md', 7)).toMatch(
        /openspec\/changes\/x\/tasks\.md#L7$/,
      );
    });
  });
}
