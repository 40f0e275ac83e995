import { Fault } from '../../core/fault.ts';
import type { CommitId } from '../../ports/repository.ts';
import type { Git } from './git.ts';
import { BOT, type Identity } from './identity.ts';
import { isOwnCommit } from './is-own-commit.ts';
import type { Checkout } from './open-checkout.ts';

/** A commit that this program did not make. */
export interface ForeignCommit {
  readonly commit: CommitId;
  readonly author: Identity;
  readonly committer: Identity;
  readonly subject: string;
}

/**
 * Commits reachable from `tip` but not from `base` whose author or committer is somebody else, newest first: a branch
 * that has any is never overwritten. Throws `history-shallow` when the checkout does not show where they part.
 */
export async function foreignCommits(
  git: Git,
  checkout: Checkout,
  range: { readonly base: CommitId; readonly tip: CommitId; readonly own?: Identity },
): Promise<readonly ForeignCommit[]> {
  const own = (range.own ?? BOT).email;
  if (checkout.shallow) {
    // Past the shallow boundary every old commit would look like a new one.
    const common = await git.run(checkout.place, { args: ['merge-base', range.base, range.tip] });
    if (common.exitCode !== 0)
      throw new Fault('history-shallow', `the common history of ${range.base} and ${range.tip}`);
  }
  const format = '%H%x00%an%x00%ae%x00%cn%x00%ce%x00%T%x00%s%x00%b%x1e';
  const answer = await git.text(checkout.place, {
    args: ['rev-list', '--topo-order', `--format=${format}`, range.tip, `^${range.base}`, '--'],
    config: [['i18n.logOutputEncoding', 'UTF-8']],
  });
  return answer
    .split('\x1e')
    .map((record) => record.replace(/^\n?(commit [0-9a-f]+\n)?/, '').split('\0'))
    .filter((fields) => fields.length > 1)
    .map(([commit = '', authorName = '', author = '', name = '', committer = '', tree = '', ...text]) => {
      const [subject = '', message = ''] = text;
      return {
        isOwn: isOwnCommit({ author, committer, tree, message }, own),
        foreign: {
          commit,
          author: { name: authorName, email: author },
          committer: { name, email: committer },
          subject,
        },
      };
    })
    .flatMap(({ isOwn, foreign }) => (isOwn ? [] : [foreign]));
}
