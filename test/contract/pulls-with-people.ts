import { describe, expect, test } from 'vitest';
import { FAILED_LABEL } from '../../src/core/pulls/failed-label.ts';
import type { Pull } from '../../src/ports/pulls.ts';
import { BRANCH, opened, type PullsUnderTest, textFor } from './pulls.ts';

/** Pull requests that people work on too. */
export interface PullsWithPeople extends PullsUnderTest {
  /** A person closes the pull request without merging it. */
  closeByHand(pull: Pull): Promise<void>;
  /** A person puts a label on it. */
  labelByHand(pull: Pull, label: string): Promise<void>;
}

/** What Pulls promises where people close and label pull requests as well. */
export function testPullsWithPeople(name: string, create: () => Promise<PullsWithPeople>): void {
  describe(`${name} respects what people did`, () => {
    test('labels of people stay, also when the failed label goes', async () => {
      await using under = await create();
      await under.branch(BRANCH);
      const failed = await opened(under.pulls, textFor({ labels: ['openspec-complete', FAILED_LABEL] }));
      await under.labelByHand(failed, 'important');
      const held = await opened(under.pulls, textFor({ body: 'Now it holds.' }));
      expect(new Set(held.labels)).toEqual(new Set(['openspec-complete', 'important']));
      expect((await under.pulls.find(BRANCH))?.labels).not.toContain(FAILED_LABEL);
    });

    test('a pull request that a person closed is found as closed', async () => {
      await using under = await create();
      await under.branch(BRANCH);
      await under.closeByHand(await opened(under.pulls, textFor()));
      expect(await under.pulls.find(BRANCH)).toMatchObject({ state: 'closed' });
      expect(await under.pulls.listOpen('openspec/')).toEqual([]);
    });
  });
}
