/**
 * A file, folder or link of a folded directory. Text is Latin-1: one character for each byte of a name, whatever its
 * encoding.
 */
export interface ArchiveEntry {
  /** Relative, with `/`; the directory itself is `.`, and comes first. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Permission bits, without those that lend rights (set-user-id and its kin). */
  readonly mode: number;
  /** Bytes of a file; 0 for the others. */
  readonly size: number;
  /** What a link says; never followed. Empty for the others. */
  readonly target: string;
}

export const RECORD = 512;

/** How many zero bytes stand after `size` bytes. */
export function paddingAfter(size: number): number {
  return (RECORD - (size % RECORD)) % RECORD;
}

/** The comment that an archive of a folded directory begins with. */
export const ARCHIVE_COMMENT = 'openspec-complete: a folded directory';
