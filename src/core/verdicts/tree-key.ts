import { createHash } from 'node:crypto';

interface TreeFile {
  readonly path: string;
  /** git file mode. */
  readonly mode: string;
  /** git blob id. */
  readonly blob: string;
}

/**
 * Names what cargo sees of a tree: equal keys, equal verdicts. Markdown below `openspec/` is left out, so that a ticked
 * box or a reworded plan is no new tree; everything else counts, since any file can be `include_str!`ed.
 */
export function treeKey(files: readonly TreeFile[]): string {
  const seen = files.filter(({ path }) => !/^openspec\/.*\.md$/.test(path));
  const lines = seen.map(({ path, mode, blob }) => JSON.stringify([path, mode, blob])).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}
