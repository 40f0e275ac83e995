import type { FileChange } from './file-change.ts';
import { rustTokens } from './rust-tokens.ts';

const ASSERT = /^(?:\w+_)?assert(?:_\w+)?$/;

/** A `macro_rules!` with fewer assertions than before: the tests it writes say less under the same names. */
export interface WeakenedMacro {
  readonly path: string;
  readonly name: string;
  readonly was: number;
  readonly is: number;
}

/** Macros that are there before and after, wherever they moved. One pass over each file. */
export function findWeakenedMacros(changes: readonly FileChange[]): readonly WeakenedMacro[] {
  const old = new Map(changes.flatMap(({ before }) => [...assertsByMacro(before ?? '')]));
  return changes.flatMap(({ path, after }) =>
    [...assertsByMacro(after ?? '')].flatMap(([name, is]) => {
      const was = old.get(name) ?? 0;
      return is < was ? [{ path, name, was, is }] : [];
    }),
  );
}

function assertsByMacro(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  if (!text.includes('macro_rules')) return counts;
  const tokens = rustTokens(text).filter((token) => token.kind !== 'comment');
  let name: string | undefined;
  let depth = 0;
  for (const [at, { kind, text: word }] of tokens.entries()) {
    if (word === 'macro_rules' && tokens[at + 1]?.text === '!' && depth === 0) {
      name = tokens[at + 2]?.text;
      if (name !== undefined) counts.set(name, 0);
      continue;
    }
    if (name === undefined) continue;
    if (kind === 'punct' && /^[([{]$/.test(word)) depth++;
    else if (kind === 'punct' && /^[)\]}]$/.test(word) && --depth <= 0) {
      name = undefined;
      depth = 0;
    } else if (ASSERT.test(word) && tokens[at + 1]?.text === '!')
      counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
