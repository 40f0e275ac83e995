import { counted } from '../text/counted.ts';
import { type Attributes, isInLfs } from './is-in-lfs.ts';

/** Bytes above which a repository grows noticeably with every version of a brick. */
const LARGE = 10_000_000;

/**
 * What a reader should know of Git LFS, if anything: bricks do not compress into deltas. One sentence, Markdown.
 *
 * @param files of the pull request, by path from the repository's root
 */
export function lfsAdvice(
  attributes: Attributes,
  files: ReadonlyMap<string, Uint8Array>,
): string | undefined {
  const own = [...files.keys()].filter((path) => isInLfs(attributes, path));
  if (own.length > 0)
    return `By \`.gitattributes\` ${counted(own.length, 'file')} of these ${own.length === 1 ? 'belongs' : 'belong'} in Git LFS, and this branch holds the bytes themselves: run \`git add --renormalize bricks && git commit --amend --no-edit && git push --force-with-lease\` in a checkout of it before you merge.`;
  const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes > LARGE
    ? `These bricks add ${size} to the repository for good. Think of Git LFS first: \`git lfs track '*.brick'\`.`
    : `Bricks do not compress well in git (${size} here), and \`.gitattributes\` has no Git LFS rule for them: \`git lfs track '*.brick'\` adds one.`;
}
