/**
 * Names, in the message of a commit that GitHub made for this program, the tree it was made of: GitHub signs only commits
 * without an author of their own, so the author does not tell whose work it is.
 */
const KEY = 'OpenSpec-Complete-Tree';
const LINE = new RegExp(`^${KEY}: *([0-9a-f]+) *$`, 'gm');

/** The message without any trailer of this program, and without white space at its end. */
export function withoutOwnTrailer(message: string): string {
  return message.replace(LINE, '').trimEnd();
}

/** The message with the trailer for this tree as its last paragraph, in place of those it may have. */
export function withOwnTrailer(message: string, tree: string): string {
  return `${withoutOwnTrailer(message)}\n\n${KEY}: ${tree}\n`;
}

/** The tree that a message names last; undefined when there is none. */
export function treeInTrailer(message: string): string | undefined {
  return [...message.matchAll(LINE)].at(-1)?.[1];
}
