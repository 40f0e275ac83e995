import type { GateFinding } from './gate-finding.ts';

/** Of what was compiled, the absolute paths: files of other places than the repository. */
export function outsideReadsIn(compiled: ReadonlySet<string>): readonly string[] {
  return [...compiled].filter((path) => path.startsWith('/')).sort();
}

/**
 * The gate `compiled` where a candidate has the compiler read files that are not the repository's and that its base
 * does not read, however it is spelled; undefined where it does not. In the sandbox there is nothing to find, but the
 * merged code is compiled where there is.
 */
export function judgeOutsideReads(
  compiled: ReadonlySet<string>,
  ofBase: readonly string[],
): GateFinding | undefined {
  const fresh = outsideReadsIn(compiled).filter((path) => !ofBase.includes(path));
  if (fresh.length === 0) return undefined;
  const named = fresh
    .slice(0, 5)
    .map((path) => `\`${path}\``)
    .join(', ');
  return {
    result: 'failed',
    summary: `files outside of the repository are compiled in: ${named}`,
    feedback: `The compiler read ${named} for your code. Code may only read files of this repository while it is compiled; take out what names the others.`,
  };
}
