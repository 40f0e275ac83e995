/** Bytes above which a repository grows noticeably with every version of a brick. */
const LARGE = 10_000_000;

/**
 * What a reader should know of Git LFS, if anything: bricks do not compress into deltas. One sentence, Markdown.
 *
 * @param attributes the repository's `.gitattributes`
 * @param bytes of all files of the pull request
 */
export function lfsAdvice(attributes: string, bytes: number): string | undefined {
  if (hasRule(attributes))
    return 'The repository keeps bricks in Git LFS, and this branch holds them plainly: run `git add --renormalize bricks && git commit --amend --no-edit` in a checkout of it before you merge.';
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  return bytes > LARGE
    ? `These bricks add ${size} to the repository for good. Think of Git LFS first: \`git lfs track '*.brick'\`.`
    : `Bricks do not compress well in git (${size} here), and \`.gitattributes\` has no Git LFS rule for them: \`git lfs track '*.brick'\` adds one.`;
}

function hasRule(attributes: string): boolean {
  return attributes
    .split('\n')
    .some((line) =>
      /^\s*(?:\S*\/)?(?:\*\*|\*)?\*\.brick\s.*\bfilter=lfs\b|^\s*\/?bricks\/\*\*?\s.*\bfilter=lfs\b/.test(
        line,
      ),
    );
}
