import type { FileChange } from './file-change.ts';
import { rustTokens } from './rust-tokens.ts';

/** Files that are never read as Rust, whatever a macro names. */
const NO_SOURCE = /\.(?:toml|md|markdown|json|ya?ml|txt|wgsl|glsl|lock)$/i;

/**
 * The changes that rustc reads as Rust: `.rs` files, and files of any other name that the change includes by
 * `include!` or `#[path]`. Where such a name is put together by macros, every file of no known kind may be meant.
 */
export function rustChanges(changes: readonly FileChange[]): readonly FileChange[] {
  const others = changes.filter(({ path }) => !path.endsWith('.rs') && !NO_SOURCE.test(path));
  if (others.length === 0) return changes.filter(({ path }) => path.endsWith('.rs'));
  const named = new Set(
    changes.flatMap(({ path, after }) => (path.endsWith('.rs') ? namedIn(after ?? '') : [])),
  );
  const isNamed = (path: string) => named.has('') || named.has(path.slice(path.lastIndexOf('/') + 1));
  return changes.filter(({ path }) => path.endsWith('.rs') || (!NO_SOURCE.test(path) && isNamed(path)));
}

/** File names behind `include!(` and `#[path =`, '' for one that is not written out. */
function namedIn(text: string): readonly string[] {
  const tokens = rustTokens(text).filter((token) => token.kind !== 'comment');
  return tokens.flatMap(({ text: word }, at) => {
    const isInclude = word === 'include' && tokens[at + 1]?.text === '!';
    const isPath = word === 'path' && tokens[at + 1]?.text === '=' && tokens[at - 1]?.text === '[';
    if (!isInclude && !isPath) return [];
    const argument = tokens[isInclude ? at + 3 : at + 2];
    if (argument?.kind !== 'string') return [''];
    const name = argument.text.replace(/"#*$/, '').replace(/^\w*#*"/, '');
    return [name.slice(name.lastIndexOf('/') + 1)];
  });
}
