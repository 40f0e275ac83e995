/** A text as lines that keep their own ends, so that lines nobody edits stay byte for byte as they are. */
export interface FileLines {
  readonly bom: boolean;
  /** Lines without their ends. */
  readonly lines: readonly string[];
  /** `\n`, `\r\n`, or `''` for a last line without an end; one for each line. */
  readonly ends: readonly string[];
}

const BOM = '\uFEFF';

/** Splits a text; {@link printFileLines} gives it back exactly. */
export function parseFileLines(text: string): FileLines {
  const bom = text.startsWith(BOM);
  const lines: string[] = [];
  const ends: string[] = [];
  let at = bom ? 1 : 0;
  while (at < text.length) {
    const feed = text.indexOf('\n', at);
    const stop = feed < 0 ? text.length : feed;
    const carriage = feed > at && text[feed - 1] === '\r';
    lines.push(text.slice(at, carriage ? stop - 1 : stop));
    ends.push(feed < 0 ? '' : carriage ? '\r\n' : '\n');
    at = stop + 1;
  }
  return { bom, lines, ends };
}

export function printFileLines(file: FileLines): string {
  return (file.bom ? BOM : '') + file.lines.map((line, at) => line + (file.ends[at] ?? '')).join('');
}

/** The line end most lines have. */
function usualEnd(file: FileLines): '\n' | '\r\n' {
  const carriage = file.ends.filter((end) => end === '\r\n').length;
  return carriage * 2 > file.ends.length ? '\r\n' : '\n';
}

/** The file with `count` lines from `start` replaced; new lines get the usual end, the file's last end stays. */
export function spliceLines(
  file: FileLines,
  region: { readonly start: number; readonly count: number },
  replacement: readonly string[],
): FileLines {
  const { start, count } = region;
  const end = usualEnd(file);
  const lines = [...file.lines.slice(0, start), ...replacement, ...file.lines.slice(start + count)];
  const ends = [
    ...file.ends.slice(0, start),
    ...replacement.map(() => end),
    ...file.ends.slice(start + count),
  ];
  const finalEnd = file.ends.at(-1);
  const last = ends.length - 1;
  for (let at = Math.max(0, start - 1); at < last; at++) if (ends[at] === '') ends[at] = end;
  if (finalEnd === '' && last >= 0) ends[last] = '';
  return { bom: file.bom, lines, ends };
}

/** New content in the clothes of the old: its byte order mark, line ends and final line end. */
export function dressLike(old: FileLines, content: string): FileLines {
  const fresh = parseFileLines(content);
  if (old.lines.length === 0) return { ...fresh, bom: fresh.bom || old.bom };
  const end = usualEnd(old);
  const ends = fresh.lines.map(() => end as string);
  if (ends.length > 0) ends[ends.length - 1] = old.ends.at(-1) === '' ? '' : end;
  return { bom: old.bom, lines: fresh.lines, ends };
}
