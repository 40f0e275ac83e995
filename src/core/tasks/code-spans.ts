/** A stretch of Markdown text: prose, or the inside of a `code span`. */
export interface Stretch {
  readonly code: boolean;
  readonly text: string;
  /** Where it begins in the whole text, the backticks of code included. */
  readonly at: number;
}

/**
 * Splits Markdown text at its code spans: a run of backticks closed by a run of the same length
 * (spec.commonmark.org, section 6.1). An unclosed run is prose. Linear time.
 */
export function splitCodeSpans(text: string): readonly Stretch[] {
  if (!text.includes('`')) return text === '' ? [] : [{ code: false, text, at: 0 }];
  const runs = findRuns(text);
  const closers = findClosers(runs);
  const stretches: Stretch[] = [];
  let from = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const open = runs[index];
    const closer = closers[index];
    const close = closer === undefined ? undefined : runs[closer];
    if (!open || !close || closer === undefined) continue;
    if (open.at > from) stretches.push({ code: false, text: text.slice(from, open.at), at: from });
    stretches.push({ code: true, text: text.slice(open.at + open.length, close.at).trim(), at: open.at });
    from = close.at + close.length;
    index = closer;
  }
  if (from < text.length) stretches.push({ code: false, text: text.slice(from), at: from });
  return stretches;
}

function findRuns(text: string): { at: number; length: number }[] {
  const runs: { at: number; length: number }[] = [];
  for (let at = text.indexOf('`'); at >= 0; ) {
    let end = at + 1;
    while (text[end] === '`') end += 1;
    runs.push({ at, length: end - at });
    at = text.indexOf('`', end);
  }
  return runs;
}

/** For each run the next run of the same length. */
function findClosers(runs: readonly { length: number }[]): readonly (number | undefined)[] {
  const next = new Map<number, number>();
  const closers: (number | undefined)[] = new Array(runs.length).fill(undefined);
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.length ?? 0;
    closers[index] = next.get(length);
    next.set(length, index);
  }
  return closers;
}

/** Applies a change to the prose only; code spans come back with their backticks. */
export function mapProse(text: string, change: (prose: string) => string): string {
  return splitCodeSpans(text)
    .map((stretch) => (stretch.code ? quoteCode(stretch.text) : change(stretch.text)))
    .join('');
}

function quoteCode(code: string): string {
  if (!code.includes('`')) return `\`${code}\``;
  let longest = 0;
  for (const run of code.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${code} ${fence}`;
}
