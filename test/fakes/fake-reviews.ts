import type { FailedCheck, Remark, ReviewedPull, Reviews } from '../../src/ports/reviews.ts';

/** What people and checks said, in memory. */
export class FakeReviews implements Reviews {
  readonly pulls: ReviewedPull[] = [];
  readonly said: (Remark & { readonly pull: number })[] = [];
  readonly failed: (FailedCheck & { readonly commit: string })[] = [];

  async pull(number: number): Promise<ReviewedPull | undefined> {
    return this.pulls.find((pull) => pull.number === number);
  }

  async remarks(number: number): Promise<readonly Remark[]> {
    return this.said.filter(({ pull }) => pull === number).map(({ pull: _, ...remark }) => remark);
  }

  async failedChecks(commit: string): Promise<readonly FailedCheck[]> {
    return this.failed.filter((check) => check.commit === commit).map(({ commit: _, ...check }) => check);
  }
}
