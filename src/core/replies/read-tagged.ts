import type { Block } from './block.ts';

/** An element that holds one file: `<file path="src/lib.rs">`, alone on its line. */
const OPEN =
  /^\s{0,12}<(file|code|document|artifact|source|write_file|create_file|edit_file|write|edit)\s[^<>]{0,200}?\b(?:path|file_path|filepath|filename|file|name|title)\s*=\s*["']([^"'<>]{1,300})["'][^<>]{0,200}>\s*$/i;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** Where the last closing tag of each name stands alone on its line. */
export type LastTags = ReadonlyMap<string, number>;

export function lastTags(lines: readonly string[]): LastTags {
  const last = new Map<string, number>();
  for (const [at, line] of lines.entries()) {
    const tag = line.length > 100 ? undefined : /^\s*<\/(\w+)>\s*$/.exec(line)?.[1];
    if (tag !== undefined) last.set(tag.toLowerCase(), at);
  }
  return last;
}

/**
 * The element that opens at a line, its path as the info of the block; a fence around the whole content is dropped.
 * One that is never closed ends where a fence begins, which then speaks for itself.
 */
export function readTagged(lines: readonly string[], start: number, last: LastTags): Block | undefined {
  const line = lines[start] ?? '';
  if (!line.includes('<') || line.length > 800) return undefined;
  const [, tag = '', path = ''] = OPEN.exec(line) ?? [];
  if (path === '') return undefined;
  const closing = `</${tag.toLowerCase()}>`;
  const closed = (last.get(tag.toLowerCase()) ?? -1) > start;
  const ends = (text: string) => (closed ? text.trim().toLowerCase() === closing : FENCE.test(text));
  let at = start + 1;
  while (at < lines.length && !ends(lines[at] ?? '')) at++;
  const content = withoutFence(lines.slice(start + 1, at));
  return { info: path, lines: content, start, end: closed ? at + 1 : at, closed, swallowed: false };
}

function withoutFence(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const open = FENCE.exec(lines[first] ?? '')?.[1];
  return open !== undefined && last > first && lines[last]?.trim() === open
    ? lines.slice(first + 1, last)
    : lines;
}
