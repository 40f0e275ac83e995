import type { Task } from './task.ts';
import { matchTaskLine } from './task-line.ts';

/** The end of ticking. `refused` names the line that is not what the tasks say, and nothing was changed. */
export type TickResult =
  | { readonly kind: 'ticked'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'refused';
      /** 1-based. */
      readonly line: number;
      /** `gone`: no checkbox; `other-task`: another text; `done`: ticked already; `link`: a tick would make it a link. */
      readonly why: 'gone' | 'other-task' | 'done' | 'link';
    };

const NEWLINE = 0x0a;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const X = 0x78;

/**
 * Ticks the boxes of a task and of the nested ones given, and keeps every other byte of the file: line ends, BOM,
 * indentation and whatever is not valid UTF-8. An empty `[]` becomes `[x]`.
 * @param bytes the tracked file as it is now
 * @param tasks the task and its nested ones, all of this file; their lines are trusted only if the text there is theirs
 */
export function tickTask(bytes: Uint8Array, tasks: readonly Task[]): TickResult {
  const starts = findLines(bytes);
  const ticks: Tick[] = [];
  for (const task of tasks) {
    const tick = readTick(bytes, starts, task);
    if (typeof tick === 'string') return { kind: 'refused', line: task.line, why: tick };
    ticks.push(tick);
  }
  return { kind: 'ticked', bytes: replace(bytes, ticks) };
}

/** Bytes `[from, to)` become one `x`. */
interface Tick {
  readonly from: number;
  readonly to: number;
}

function readTick(
  bytes: Uint8Array,
  starts: readonly number[],
  task: Task,
): Tick | 'gone' | 'other-task' | 'done' | 'link' {
  const start = starts[task.line - 1];
  if (start === undefined) return 'gone';
  const next = starts[task.line];
  const line = bytes.subarray(start, next === undefined ? bytes.length : next - 1);
  const box = matchTaskLine(decode(line));
  if (!box) return 'gone';
  if (box.description !== '' ? !beginsWith(task.text, box.description) : task.text !== '')
    return 'other-task';
  if (box.marker.toLowerCase() === 'x') return 'done';

  // Only blanks and the bullet stand before the bracket of a box.
  const open = line.indexOf(OPEN);
  const close = line.indexOf(CLOSE, open);
  const inside = decode(line.subarray(open + 1, close));
  const marker = box.marker === '' ? [...inside][0] : box.marker;
  const before = marker === undefined ? '' : inside.slice(0, inside.indexOf(marker));
  const from = open + 1 + byteLength(before);
  const tick = { from, to: from + byteLength(marker ?? '') };
  const after = matchTaskLine(decode(replace(line, [tick])));
  if (after?.marker !== 'x') return 'link';
  return { from: start + tick.from, to: start + tick.to };
}

/** A task's text begins with its first line; wrapped lines follow behind a space. */
function beginsWith(text: string, description: string): boolean {
  return text === description || text.startsWith(`${description} `);
}

function replace(bytes: Uint8Array, ticks: readonly Tick[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (const tick of ticks.toSorted((a, b) => a.from - b.from)) {
    parts.push(bytes.subarray(from, tick.from), Uint8Array.of(X));
    from = tick.to;
  }
  parts.push(bytes.subarray(from));
  const result = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

function findLines(bytes: Uint8Array): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) starts.push(at + 1);
  return starts;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
