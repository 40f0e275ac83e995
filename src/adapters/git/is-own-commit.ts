import { treeInTrailer } from '../../core/commits/own-trailer.ts';

/** What tells whose work a commit is. Emails as they stand in it. */
export interface Authorship {
  readonly author: string;
  readonly committer: string;
  readonly tree: string;
  readonly message: string;
}

/** `41898282+github-actions[bot]@users.noreply.github.com`; another host on GitHub Enterprise Server. */
const BOT_EMAIL = /\[bot\]@users\.noreply\.[^@\s]+$/;
/** GitHub's own, for what was made on its pages and over its API: `noreply@github.com`. */
const GITHUB_EMAIL = /^noreply@[^@\s]+$/;

/**
 * Whether this program made a commit: by itself, as `own`, or over GitHub's API, as the bot of its token. There the trailer
 * has to name the commit's very tree, so that neither other bots' commits nor what people made of one count.
 */
export function isOwnCommit({ author, committer, tree, message }: Authorship, own: string): boolean {
  if (author === own && committer === own) return true;
  const byBot = BOT_EMAIL.test(author) && (committer === author || GITHUB_EMAIL.test(committer));
  return byBot && treeInTrailer(message) === tree;
}
