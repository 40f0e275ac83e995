import type { Block } from './block.ts';
import { endsInRustText } from './ends-in-rust-text.ts';
import { type LastTags, lastTags, readTagged } from './read-tagged.ts';

interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly length: number;
  readonly info: string;
}

export const SEARCH_HEAD = /^\s{0,12}(?:<{5,9}\s*(?:SEARCH|ORIGINAL|HEAD)|-{5,9}\s*SEARCH)\b:?(.*)$/i;
export const REPLACE_TAIL =
  /^\s{0,12}(?:>{5,9}(?:\s*(?:REPLACE|UPDATED|END)\b.*|\s*)|\+{5,9}\s*REPLACE\b.*)$/i;
const FENCE = /^([ \t]{0,12})(`{3,}|~{3,})([^\n]*)$/;
const NAMES_A_FILE = /[\w-]+\.(?:rs|toml|md|wgsl|json|ya?ml)\b|[\w-]\/[\w-]/;
const TITLE = /^\s*(?:#{1,6}\s|\*\*|(?:file|path)\s*:)/i;
/** Fences of one block that are looked at as Rust, which costs reading the block each time. */
const MOST_LOOKS = 24;

/**
 * Fenced blocks of an answer as CommonMark reads them (spec.commonmark.org, fenced code blocks), `<file path="…">`
 * elements, and SEARCH/REPLACE blocks wherever they stand. More forgiving in three places: a fence with a language
 * inside a fence nests, fences inside a SEARCH/REPLACE block are content, and so are those inside a comment or a
 * string of Rust. Linear but for a bounded number of looks at a block's Rust.
 */
export function findBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  const tags = lastTags(lines);
  let at = 0;
  while (at < lines.length) {
    const block = blockAt(lines, at, tags);
    if (block) blocks.push(block);
    at = block ? block.end : at + 1;
  }
  return blocks;
}

function blockAt(lines: readonly string[], at: number, tags: LastTags): Block | undefined {
  const line = lines[at] ?? '';
  const fence = openFence(line);
  if (!fence) return SEARCH_HEAD.test(line) ? readBare(lines, at) : readTagged(lines, at, tags);
  if (!isRust(fence.info)) return readFenced(lines, at, { outer: fence, looks: 0 });
  // A string that is never closed would take the closing fence for content: then no fence is doubted.
  const careful = readFenced(lines, at, { outer: fence, looks: MOST_LOOKS });
  return careful.closed && !careful.swallowed ? careful : readFenced(lines, at, { outer: fence, looks: 0 });
}

function openFence(line: string): Fence | undefined {
  const match = FENCE.exec(line);
  if (!match) return undefined;
  const [, indent = '', run = '', info = ''] = match;
  const mark = run.charAt(0);
  if (mark === '`' && info.includes('`')) return undefined;
  return { indent: indent.length, mark, length: run.length, info: info.trim() };
}

function readFenced(
  lines: readonly string[],
  start: number,
  { outer, looks }: { readonly outer: Fence; readonly looks: number },
): Block {
  const content: string[] = [];
  const nested: Fence[] = [];
  let searching = false;
  let swallowed = false;
  let looksLeft = looks;
  for (let at = start + 1; at < lines.length; at++) {
    const line = lines[at] ?? '';
    searching = SEARCH_HEAD.test(line) || (searching && !REPLACE_TAIL.test(line));
    let fence = searching ? undefined : openFence(line);
    if (fence && looksLeft-- > 0 && endsInRustText(content.join('\n'))) fence = undefined;
    if (fence && closes(fence, nested.at(-1) ?? outer)) {
      if (nested.length === 0)
        return { info: outer.info, lines: content, start, end: at + 1, closed: true, swallowed };
      nested.pop();
    } else if (fence && nests(fence, outer)) {
      nested.push(fence);
      swallowed ||= namesAFile(outer, fence, content);
    }
    content.push(unindent(line, outer.indent));
  }
  return {
    info: outer.info,
    lines: withoutGluedFence(content, outer),
    start,
    end: lines.length,
    closed: false,
    swallowed,
  };
}

function readBare(lines: readonly string[], start: number): Block {
  let at = start + 1;
  while (at < lines.length && !REPLACE_TAIL.test(lines[at] ?? '')) at++;
  const closed = at < lines.length;
  const end = Math.min(at + 1, lines.length);
  return { info: '', lines: lines.slice(start, end), start, end, closed, swallowed: false };
}

function closes(fence: Fence, open: Fence): boolean {
  return (
    fence.info === '' &&
    fence.mark === open.mark &&
    fence.length >= open.length &&
    fence.indent <= open.indent + 3
  );
}

function nests(fence: Fence, outer: Fence): boolean {
  return fence.mark === outer.mark && fence.length >= outer.length && fence.info !== '';
}

/** A fence that names a file inside one that is no Markdown: the outer one was forgotten, not nested. */
function namesAFile(outer: Fence, fence: Fence, above: readonly string[]): boolean {
  if (isMarkdown(outer.info)) return false;
  const title = above.slice(-3).findLast((line) => line.trim() !== '') ?? '';
  return (
    NAMES_A_FILE.test(fence.info.slice(0, 300)) ||
    (TITLE.test(title) && NAMES_A_FILE.test(title.slice(0, 300)))
  );
}

function isMarkdown(info: string): boolean {
  return /^(?:md|markdown)\b|\.(?:md|markdown)\b/i.test(info);
}

function isRust(info: string): boolean {
  return info === '' || /^(?:rust|rs)\b|\.rs\b/i.test(info);
}

/** The last line without the closing fence that was written behind it. */
function withoutGluedFence(content: readonly string[], { mark, length }: Fence): readonly string[] {
  const last = content.findLastIndex((line) => line.trim() !== '');
  const line = (content[last] ?? '').trimEnd();
  const run = mark.repeat(length);
  return line.endsWith(run) && line.length > run.length
    ? [...content.slice(0, last), line.slice(0, -run.length).trimEnd()]
    : content;
}

function unindent(line: string, columns: number): string {
  let cut = 0;
  while (cut < columns && (line[cut] === ' ' || line[cut] === '\t')) cut++;
  return line.slice(cut);
}
