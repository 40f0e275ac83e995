import type { BrickHeader } from './brick-header.ts';

/** SHA-256 of the artifact of one brick, in hexadecimal digits. */
export function digestOf({ hash }: Pick<BrickHeader, 'hash'>): string {
  return Buffer.from(hash.subarray(0, 32)).toString('hex');
}
