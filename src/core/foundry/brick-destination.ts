import type { FoundryTask } from './foundry-task.ts';
import { hashedName, plainName } from './plain-name.ts';

/** Where the brick of a task goes: a path relative to `bricks/`, or why there is none. */
export type Destination =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: string };

/** Bytes of a file name that leave room for `.bricks.json` and a number. */
const LONGEST_NAME = 200;
const LONGEST_JOINED = 100;
/** What may stand in a part of a path. A part that begins with a dot is hidden, `..` leads out. */
const PART = /^(?!\.)[^/\\\p{Cc}]+$/u;

/** The `destination` of a task as a path of a brick below `bricks/`; without one its name comes from the task's id. */
export function brickDestination({ task_id, destination }: FoundryTask): Destination {
  if (destination === undefined) return { ok: true, path: `${plainName(task_id)}.brick` };
  const path = destination.endsWith('.brick') ? destination : `${destination}.brick`;
  const parts = path.split('/');
  if (parts.every((part) => PART.test(part) && Buffer.byteLength(part) <= LONGEST_NAME))
    return { ok: true, path };
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
  const isPlain = parts.every((part) => /^[A-Za-z0-9_-]+$/.test(part)) && joined.length <= LONGEST_JOINED;
  return `${stem}.${isPlain ? joined : hashedName(joined, source)}.brick`;
}
