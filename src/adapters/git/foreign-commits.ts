import { Fault } from '../../core/fault.ts';
import type { CommitId } from '../../ports/repository.ts';
import type { Git } from './git.ts';
import { BOT, type Identity } from './identity.ts';
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
  const format = '%an%x00%ae%x00%cn%x00%ce%x00%s';
  const answer = await git.text(checkout.place, {
    args: ['rev-list', '--topo-order', `--format=${format}`, range.tip, `^${range.base}`, '--'],
    config: [['i18n.logOutputEncoding', 'UTF-8']],
  });
  // rev-list puts a `commit <id>` line before each formatted one.
  return [...answer.matchAll(/^commit ([0-9a-f]+)\n(.*)$/gm)]
    .map(([, commit = '', line = '']) => {
      const [authorName = '', authorEmail = '', name = '', email = '', subject = ''] = line.split('\0');
      return {
        commit,
        author: { name: authorName, email: authorEmail },
        committer: { name, email },
        subject,
      };
    })
    .filter((one) => one.author.email !== own || one.committer.email !== own);
}
