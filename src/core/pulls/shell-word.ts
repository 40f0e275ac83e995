import { oneLine } from './one-line.ts';

/** One word for a POSIX shell, quoted where it has to be; on one line. */
export function shellWord(text: string): string {
  const word = oneLine(text);
  return /^[\p{L}\p{N}._/-]+$/u.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
