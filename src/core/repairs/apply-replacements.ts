import type { FileTexts } from '../edits/edit.ts';
import type { Replacement } from './proposal.ts';

/**
 * New texts of the files that the replacements touch, all of them made at once; or undefined when that
 * cannot be done without guessing: a file that is not in `texts`, a place outside the file or within a character, or
 * two replacements at one place. Spans count bytes of the file as it is on disk, a byte order mark included.
 */
export function applyReplacements(
  texts: FileTexts,
  replacements: readonly Replacement[],
): FileTexts | undefined {
  const byFile = new Map<string, Replacement[]>();
  for (const replacement of replacements) {
    const there = byFile.get(replacement.file) ?? [];
    byFile.set(replacement.file, [...there, replacement]);
  }
  const after = new Map<string, string>();
  for (const [file, own] of byFile) {
    const text = texts.get(file);
    const now = text === undefined ? undefined : replaceBytes(text, own);
    if (now === undefined) return undefined;
    if (now !== text) after.set(file, now);
  }
  return after;
}

function replaceBytes(text: string, replacements: readonly Replacement[]): string | undefined {
  const bytes = Buffer.from(text);
  const parts: Buffer[] = [];
  let done = 0;
  let last: Replacement | undefined;
  for (const one of replacements.toSorted((a, b) => a.byteStart - b.byteStart || a.byteEnd - b.byteEnd)) {
    const { byteStart, byteEnd } = one;
    if (byteEnd < byteStart || byteStart < done || last?.byteStart === byteStart) return undefined;
    if (!betweenCharacters(bytes, byteStart) || !betweenCharacters(bytes, byteEnd)) return undefined;
    parts.push(bytes.subarray(done, byteStart), Buffer.from(one.text));
    done = byteEnd;
    last = one;
  }
  return Buffer.concat([...parts, bytes.subarray(done)]).toString();
}

/** False outside the text and within a character: the bytes after a character's first are 10xxxxxx (RFC 3629). */
function betweenCharacters(bytes: Buffer, at: number): boolean {
  if (!Number.isSafeInteger(at) || at < 0 || at > bytes.length) return false;
  return ((bytes[at] ?? 0) & 0xc0) !== 0x80;
}
