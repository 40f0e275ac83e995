import type { RevisionWishes } from '../core/commands/revision-notes.ts';
import { Fault } from '../core/fault.ts';
import type { Comments } from '../ports/comments.ts';
import type { Progress } from '../ports/progress.ts';
import type { ReviewedPull, Reviews } from '../ports/reviews.ts';

export interface WishTools {
  readonly reviews: Pick<Reviews, 'remarks' | 'failedChecks'>;
  readonly comments: Pick<Comments, 'mayWrite'>;
  readonly progress: Progress;
}

/** Reviewers whose permission is asked for; a review has few. */
const MOST_AUTHORS = 10;

/**
 * What a revision has to answer: the comment, open remarks of people who may command, and failed checks of the newest
 * commit. What the token may not read is left out with a warning.
 */
export async function gatherWishes(
  pull: ReviewedPull,
  asked: { readonly author: string; readonly said: string },
  tools: WishTools,
): Promise<RevisionWishes> {
  const { reviews, comments, progress } = tools;
  const readable = async <T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof Fault) || !UNREADABLE.has(error.code)) throw error;
      progress.emit({ kind: 'warning', text: `left out of the revision: ${error.message}` });
      return [];
    }
  };
  const remarks = await readable(() => reviews.remarks(pull.number));
  const authors = [...new Set(remarks.map(({ author }) => author))].slice(0, MOST_AUTHORS);
  const trusted = new Set<string>();
  for (const author of authors) if (await comments.mayWrite(author)) trusted.add(author);
  return {
    ...asked,
    remarks: remarks.filter(({ author }) => trusted.has(author)),
    checks: await readable(() => reviews.failedChecks(pull.head)),
  };
}

const UNREADABLE: ReadonlySet<string> = new Set(['github-refused', 'github-not-found']);
