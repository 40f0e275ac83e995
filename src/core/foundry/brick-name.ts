import { createHash } from 'node:crypto';

/** Of one part of a path. */
const MOST_PART = 40;
const MOST_NAME = 150;
const DIGEST_DIGITS = 12;

/**
 * The file name of the brick of an artifact, told by its absolute path alone: its parts joined by `-`, then 12
 * hexadecimal digits of the path's SHA-256, as `usr-bin-ls-1c7b8d2f0a31.brick`. What is not an ASCII letter, digit,
 * `.`, `_` or `+` becomes `_`, so that `-` ends a part ({@link folderOfName}); long paths lose parts in their middle.
 */
export function brickName(path: string): string {
  return nameOf(path, path);
}

/** The same of a path within the source of a task, as if the task's destination were a folder; no path has this name. */
export function brickNameWithin(destination: string, path: string): string {
  const stem = destination.replace(/\.brick$/, '');
  return nameOf(`${stem}/${path}`, `${stem}\0${path}`);
}

function nameOf(path: string, hashed: string): string {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replace(/[^A-Za-z0-9._+]/g, '_').slice(0, MOST_PART));
  while (parts.join('-').length > MOST_NAME) parts.splice(Math.floor(parts.length / 2), 1);
  const digest = createHash('sha256').update(hashed).digest('hex').slice(0, DIGEST_DIGITS);
  // A name that begins with a dot is hidden, and no name of a brick.
  return `${[...parts, digest].join('-').replace(/^\./, '_')}.brick`;
}

/** The parts of the folder that a brick's name tells, outermost first; none for a name of another making. */
export function folderOfName(brick: string): readonly string[] {
  return brick.split('-').slice(0, -2);
}
