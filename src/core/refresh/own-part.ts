/** A commit of a branch, as far as it matters here. */
interface Link {
  readonly commit: string;
  readonly own: boolean;
}

/** The program's own commits at the tip of a branch, newest first, or the first of somebody else. */
export type OwnPart<T> =
  | {
      readonly kind: 'own';
      readonly commits: readonly T[];
      /** The commit they stand on; undefined when the history that is known ends before. */
      readonly from: string | undefined;
    }
  | { readonly kind: 'foreign'; readonly commit: T };

/**
 * Finds what is to be moved to another base. `ends`: commits the own part may stand on, such as the base of the pull
 * request's marker; `isBase`: whether a commit of somebody else belongs to the base, not to the branch.
 *
 * @param line commits along first parents, newest first
 */
export async function ownPart<T extends Link>(
  line: readonly T[],
  ends: ReadonlySet<string>,
  isBase: (commit: string) => Promise<boolean>,
): Promise<OwnPart<T>> {
  const commits: T[] = [];
  for (const link of line) {
    if (ends.has(link.commit)) return { kind: 'own', commits, from: link.commit };
    if (!link.own) {
      if (await isBase(link.commit)) return { kind: 'own', commits, from: link.commit };
      return { kind: 'foreign', commit: link };
    }
    commits.push(link);
  }
  return { kind: 'own', commits, from: undefined };
}
