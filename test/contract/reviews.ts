import { describe, expect, test } from 'vitest';
import type { FailedCheck, Remark, Reviews } from '../../src/ports/reviews.ts';

/** A repository with the open pull request 1 from the branch `openspec/greet/1.1`. */
export interface ReviewsUnderTest extends AsyncDisposable {
  readonly reviews: Reviews;
  readonly head: string;
  remark(remark: Remark): void;
  fail(check: FailedCheck): void;
}

/** What everything that implements Reviews promises. */
export function testReviews(name: string, create: () => Promise<ReviewsUnderTest>): void {
  describe(`${name} keeps the contract of Reviews`, () => {
    test('a pull request is found by its number, and no other', async () => {
      await using under = await create();
      expect(await under.reviews.pull(1)).toMatchObject({
        number: 1,
        branch: 'openspec/greet/1.1',
        head: under.head,
        state: 'open',
        isFork: false,
      });
      expect(await under.reviews.pull(2)).toBeUndefined();
    });

    test('remarks of people come in their order, with file and line', async () => {
      await using under = await create();
      const remarks = [
        { author: 'ada', path: 'src/lib.rs', line: 7, body: 'Use an iterator.' },
        { author: 'grace', path: 'src/main.rs', line: undefined, body: 'Too long.' },
      ];
      for (const remark of remarks) under.remark(remark);
      expect(await under.reviews.remarks(1)).toEqual(remarks);
    });

    test('failed checks of a commit are told, of another commit none', async () => {
      await using under = await create();
      const check = { name: 'build', title: 'It broke', summary: 'error[E0308]' };
      under.fail(check);
      expect(await under.reviews.failedChecks(under.head)).toEqual([check]);
      expect(await under.reviews.failedChecks('0'.repeat(40))).toEqual([]);
    });
  });
}
