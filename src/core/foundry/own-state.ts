/**
 * Folders of git and of this program: written all the time, and git's settings may hold a token. What is found in them
 * is no artifact; only who names them gets them.
 */
export const OWN_STATE: ReadonlySet<string> = new Set(['.git', '.openspec-complete']);
