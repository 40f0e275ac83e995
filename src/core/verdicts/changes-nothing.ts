import type { TaskKind } from '../tasks/task.ts';
import type { FileChange } from './file-change.ts';
import { TEST_MATERIAL } from './find-uncompiled.ts';
import { rustTokens } from './rust-tokens.ts';

/** Files that no program reads, so that no gate judges them. */
const PROSE = /\.(?:mdx?|markdown|txt|adoc|rst)$|(?:^|\/)(?:license|notice|authors|changelog|readme)[^/]*$/i;

/**
 * Why the change does nothing for its task, or undefined when it does something. For documentation words count;
 * for everything else comments and blanks in Rust files do not.
 */
export function changesNothing(changes: readonly FileChange[], kind: TaskKind): string | undefined {
  if (changes.length === 0) return 'no file differs from before';
  const same = (change: FileChange) =>
    essence(change.path, change.before, kind) === essence(change.path, change.after, kind);
  if (!changes.every(same)) {
    const written = changes.filter((change) => !same(change));
    if (kind === 'docs') return undefined;
    if (written.every((change) => PROSE.test(change.path)))
      return 'only texts for people changed, and the task asks for more';
    return kind === 'code' && written.every(({ path }) => PROSE.test(path) || TEST_MATERIAL.test(path))
      ? 'only files that tests read changed, and the task asks for code'
      : undefined;
  }
  return kind === 'docs' ? 'only blanks changed' : 'only blanks and comments changed';
}

function essence(path: string, text: string | undefined, kind: TaskKind): string {
  if (text === undefined) return 'absent';
  if (kind === 'docs' || !path.endsWith('.rs')) return `text ${text.replaceAll(/\s+/g, ' ').trim()}`;
  const code = rustTokens(text).filter((token) => token.kind !== 'comment');
  return `code ${code.map((token) => token.text).join(' ')}`;
}
