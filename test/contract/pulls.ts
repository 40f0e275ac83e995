import { describe, expect, test } from 'vitest';
import { FAILED_LABEL } from '../../src/core/pulls/failed-label.ts';
import type { Pull, Pulls, PullText } from '../../src/ports/pulls.ts';

/** One repository with a base branch `main`, in which pull requests can be opened. */
export interface PullsUnderTest extends AsyncDisposable {
  readonly pulls: Pulls;
  /** Makes a branch with a commit of its own on top of `main` (or another branch) and gives the commit. */
  branch(name: string, on?: string): Promise<string>;
  /** How often something was written so far. */
  writes(): number;
}

export const BRANCH = 'openspec/greet/1.1-say-hello';

export function textFor(changes: Partial<PullText> = {}): PullText {
  return {
    branch: BRANCH,
    base: 'main',
    title: 'greet 1.1: Say hello',
    body: 'What the gates proved.\n',
    draft: false,
    labels: ['openspec-complete'],
    reviewers: [],
    ...changes,
  };
}

export async function opened(pulls: Pulls, text: PullText): Promise<Pull> {
  const published = await pulls.ensure(text, await pulls.find(text.branch));
  if (published.kind === 'forbidden') throw new Error('forbidden');
  return published.pull;
}

/** What everything that implements Pulls promises, whether the pull requests are on GitHub or files of a local run. */
export function testPulls(name: string, create: () => Promise<PullsUnderTest>): void {
  describe(`${name} keeps the contract of Pulls`, () => {
    test('a branch without a pull request has none', async () => {
      await using under = await create();
      expect(await under.pulls.find(BRANCH)).toBeUndefined();
    });

    test('a new pull request is opened as wanted and found by its branch', async () => {
      await using under = await create();
      const head = await under.branch(BRANCH);
      const published = await under.pulls.ensure(textFor({ draft: true, labels: ['a', 'b'] }), undefined);
      expect(published).toMatchObject({
        kind: 'opened',
        pull: { branch: BRANCH, base: 'main', head, draft: true, labels: ['a', 'b'], state: 'open' },
      });
      const found = await under.pulls.find(BRANCH);
      expect(found).toEqual(published.kind === 'opened' && published.pull);
      expect(found).toMatchObject({ title: 'greet 1.1: Say hello', body: 'What the gates proved.\n' });
    });

    test('the same text a second time writes nothing', async () => {
      await using under = await create();
      await under.branch(BRANCH);
      await opened(under.pulls, textFor());
      const before = under.writes();
      const again = await under.pulls.ensure(textFor(), await under.pulls.find(BRANCH));
      expect(again.kind).toBe('unchanged');
      expect(under.writes()).toBe(before);
    });

    test('the failed label goes when the task holds', async () => {
      await using under = await create();
      await under.branch(BRANCH);
      await opened(under.pulls, textFor({ draft: true, labels: ['openspec-complete', FAILED_LABEL] }));
      await opened(under.pulls, textFor({ body: 'Now it holds.' }));
      expect(await under.pulls.find(BRANCH)).toMatchObject({
        labels: ['openspec-complete'],
        body: 'Now it holds.',
      });
    });

    test('a changed title, body or base updates the same pull request', async () => {
      await using under = await create();
      await under.branch('openspec/greet/1.0-start');
      await under.branch(BRANCH, 'openspec/greet/1.0-start');
      const first = await opened(under.pulls, textFor());
      const changed = textFor({ title: 'Another', body: 'Other', base: 'openspec/greet/1.0-start' });
      const published = await under.pulls.ensure(changed, first);
      expect(published).toMatchObject({
        kind: 'updated',
        pull: { number: first.number, url: first.url, title: 'Another', body: 'Other', base: changed.base },
      });
      expect(await under.pulls.listOpen('openspec/')).toHaveLength(1);
    });

    test('only open pull requests of the prefix are listed', async () => {
      await using under = await create();
      for (const name of ['openspec/a/1', 'openspec/b/1', 'feature/c']) {
        await under.branch(name);
        await opened(under.pulls, textFor({ branch: name }));
      }
      const branches = (await under.pulls.listOpen('openspec/')).map((pull) => pull.branch);
      expect(branches.toSorted()).toEqual(['openspec/a/1', 'openspec/b/1']);
    });

    test('title and body are data: Markdown, quotes, emoji and line ends arrive as they are', async () => {
      await using under = await create();
      await under.branch(BRANCH);
      const hostile = {
        title: '`rm -rf` "$(id)" 🦀 <!-- -->',
        body: '```\n</details>\r\n@everyone #1 \u2028 𝕏\n```',
      };
      await opened(under.pulls, textFor(hostile));
      expect(await under.pulls.find(BRANCH)).toMatchObject(hostile);
    });

    test('a line link names commit, path and line', async () => {
      await using under = await create();
      const path = 'openspec/changes/greet/tasks.md';
      const url = under.pulls.lineUrl('0123abc', path, 7);
      expect(url).toContain(`${path}#L7`);
    });
  });
}
