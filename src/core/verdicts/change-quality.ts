import type { FileChange } from './file-change.ts';
import { rustTokens } from './rust-tokens.ts';

/** What a change weighs, beside that it holds: numbers for statistics, nothing is judged by them. */
export interface ChangeQuality {
  /** Lines that are there more often, and less often, than before; moved lines count nothing. */
  readonly linesAdded: number;
  readonly linesRemoved: number;
  /** `unsafe` as a word of the code, by how often it is there more than before. */
  readonly unsafeAdded: number;
}

export function changeQuality(changes: readonly FileChange[]): ChangeQuality {
  let [linesAdded, linesRemoved, unsafeAdded] = [0, 0, 0];
  for (const { path, before, after } of changes) {
    const more = new Map<string, number>();
    for (const line of linesOf(after)) more.set(line, (more.get(line) ?? 0) + 1);
    for (const line of linesOf(before)) more.set(line, (more.get(line) ?? 0) - 1);
    for (const count of more.values()) {
      linesAdded += Math.max(0, count);
      linesRemoved += Math.max(0, -count);
    }
    if (path.endsWith('.rs')) unsafeAdded += Math.max(0, unsafeWords(after) - unsafeWords(before));
  }
  return { linesAdded, linesRemoved, unsafeAdded };
}

function linesOf(text = ''): readonly string[] {
  if (text === '') return [];
  return text.replace(/\n$/, '').split('\n');
}

function unsafeWords(text = ''): number {
  if (!text.includes('unsafe')) return 0;
  return rustTokens(text).filter(({ kind, text: word }) => kind === 'word' && word === 'unsafe').length;
}
