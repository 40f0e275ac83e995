import type { FileChange } from './file-change.ts';

/** Lines added plus lines removed, moved lines not counted; a cheap measure for choosing the smaller change. */
export function diffSize(changes: readonly FileChange[]): number {
  let size = 0;
  for (const { before, after } of changes) {
    const left = new Map<string, number>();
    for (const line of before?.split('\n') ?? []) left.set(line, (left.get(line) ?? 0) + 1);
    for (const line of after?.split('\n') ?? []) left.set(line, (left.get(line) ?? 0) - 1);
    for (const count of left.values()) size += Math.abs(count);
  }
  return size;
}
