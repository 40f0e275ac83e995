import type { ArtifactRange } from '../bricks/sidecar.ts';
import { textInterest } from './text-interest.ts';

const SHORTEST = 6;
const LONGEST = 200;
/** Texts that are looked at; the rest of a larger artifact is not. */
const MOST_FOUND = 100_000;

interface Found {
  readonly offset: number;
  readonly size: number;
  readonly wide: boolean;
}

/**
 * The most telling texts of at least 6 characters, ASCII and UTF-16 (little-endian), in the order of the bytes. Equal
 * texts are told once, those within `nameTables` never.
 */
export function findStrings(
  bytes: Uint8Array,
  { most, nameTables }: { readonly most: number; readonly nameTables: readonly ArtifactRange[] },
): readonly ArtifactRange[] {
  const named = (offset: number) =>
    nameTables.some((range) => offset >= range.offset && offset < range.offset + range.size);
  const texts = new Map<string, ArtifactRange & { readonly interest: number }>();
  for (const found of [...asciiRuns(bytes), ...wideRuns(bytes)]) {
    if (named(found.offset)) continue;
    const name = textOf(bytes, found);
    const { offset, size } = found;
    if (!texts.has(name)) texts.set(name, { name, offset, size, interest: textInterest(name) });
  }
  return [...texts.values()]
    .sort((a, b) => b.interest - a.interest || a.offset - b.offset)
    .slice(0, most)
    .sort((a, b) => a.offset - b.offset)
    .map(({ name, offset, size }) => ({ name, offset, size }));
}

function textOf(bytes: Uint8Array, { offset, size, wide }: Found): string {
  const shown = bytes.subarray(offset, offset + Math.min(size, wide ? LONGEST * 2 : LONGEST));
  return Buffer.from(shown).toString(wide ? 'utf16le' : 'latin1');
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 9;
}

function asciiRuns(bytes: Uint8Array): readonly Found[] {
  const runs: Found[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length && runs.length < MOST_FOUND; at++) {
    if (at < bytes.length && isPrintable(bytes[at] ?? 0)) continue;
    if (at - start >= SHORTEST) runs.push({ offset: start, size: at - start, wide: false });
    start = at + 1;
  }
  return runs;
}

function wideRuns(bytes: Uint8Array): readonly Found[] {
  const runs: Found[] = [];
  for (let at = 0; at + 1 < bytes.length && runs.length < MOST_FOUND; ) {
    let end = at;
    while (end + 1 < bytes.length && bytes[end + 1] === 0 && isPrintable(bytes[end] ?? 0)) end += 2;
    if (end - at >= SHORTEST * 2) runs.push({ offset: at, size: end - at, wide: true });
    at = end === at ? at + 1 : end;
  }
  return runs;
}
