import { createHash } from 'node:crypto';

const LONGEST = 100;

/**
 * A name that is harmless as a part of a file name and of a git branch. Ordinary ones stay; others lose what is special
 * and get a hash of the whole, so that names that differ stay different.
 */
export function plainName(text: string): string {
  const isPlain =
    text.length <= LONGEST &&
    /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*$/.test(text) &&
    !/\.lock$/i.test(text);
  return isPlain ? text : hashedName(text, text);
}

/** `shown` as far as it is harmless, and a hash of something. */
export function hashedName(shown: string, of: string): string {
  const plain = shown
    .replace(/[^A-Za-z0-9_-]+(?=[^A-Za-z0-9._-]|$)|[^A-Za-z0-9._-]+/g, '_')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(0, LONGEST);
  return `${plain}-${createHash('sha256').update(of).digest('hex').slice(0, 8)}`;
}
