import { createHash } from 'node:crypto';
import type { FoundryTask } from './foundry-task.ts';

/** Where the brick of a task goes: a path relative to `bricks/`, or why there is none. */
export type Destination =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: string };

/** Bytes of a file name that leave room for `.bricks.json` and a number. */
const LONGEST_NAME = 200;
/** What may stand in a part of a path. A part that begins with a dot is hidden, `..` leads out. */
const PART = /^(?!\.)[^/\\\p{Cc}]+$/u;

/** The `destination` of a task as a path of a brick below `bricks/`; without one its name comes from the task's id. */
export function brickDestination({ task_id, destination }: FoundryTask): Destination {
  if (destination === undefined) return { ok: true, path: `${plainName(task_id)}.brick` };
  const path = destination.endsWith('.brick') ? destination : `${destination}.brick`;
  const parts = path.split('/');
  const refused = parts.find((part) => !PART.test(part) || Buffer.byteLength(part) > LONGEST_NAME);
  if (refused === undefined && path !== '.brick') return { ok: true, path };
  return {
    ok: false,
    why: `destination ${JSON.stringify(destination)} is not a plain path below bricks/: give one as ls.brick or tools/ls.brick`,
  };
}

/**
 * The brick of one of several files of a task: `<stem>.usr.bin.ls.brick`. The parts of its path are joined by dots; where
 * that could be read in two ways, a hash of the path follows.
 */
export function brickOfFile(destination: string, source: string): string {
  const stem = destination.replace(/\.brick$/, '');
  const parts = source.split('/').filter((part) => part !== '');
  const joined = parts.join('.');
  const isPlain = parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)) && joined.length <= LONGEST_NAME / 2;
  return `${stem}.${isPlain ? joined : hashedName(joined, source)}.brick`;
}

/** Letters, digits, `.`, `_` and `-` stay; a name that had others, or is long, is told apart by a hash. */
function plainName(text: string): string {
  return /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,119}$/.test(text) ? text : hashedName(text, text);
}

function hashedName(shown: string, of: string): string {
  const plain = shown
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, LONGEST_NAME / 2);
  return `${plain}-${createHash('sha256').update(of).digest('hex').slice(0, 8)}`;
}
