import type { TreeEntry } from '../../ports/repository.ts';

/** Reads the answer of `git ls-tree -r -l -z` (git-scm.com/docs/git-ls-tree, "Output format"). */
export function parseTree(answer: Uint8Array): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const record of new TextDecoder().decode(answer).split('\0')) {
    const tab = record.indexOf('\t');
    if (tab < 0) continue;
    const [mode = '', , blob = '', size = ''] = record.slice(0, tab).split(/ +/);
    entries.push({ path: record.slice(tab + 1), mode, blob, size: size === '-' ? -1 : Number(size) });
  }
  return entries;
}
