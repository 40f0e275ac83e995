import { splitCodeSpans } from '../tasks/code-spans.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})([^\n]*)$/;

/**
 * Those of a Markdown text's lines that a reader sees as plain text, each as it stands; lines inside code fences, HTML
 * comments and code spans that began on an earlier line are ''. An unclosed fence or comment hides everything below it,
 * as on GitHub's page. Linear.
 */
export function visibleLines(lines: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let fence: string | undefined;
  let commented = false;
  for (const line of lines) {
    if (commented) {
      commented = !line.includes('-->');
      shown.push('');
      continue;
    }
    const mark = FENCE.exec(line);
    const [run = '', info = ''] = mark ? [mark[1], mark[2]] : [];
    if (fence !== undefined) {
      if (run.startsWith(fence) && info.trim() === '') fence = undefined;
      shown.push('');
      continue;
    }
    // "```x``` " on one line is inline code.
    if (mark && !(run.startsWith('`') && info.includes('`'))) {
      fence = run;
      shown.push('');
      continue;
    }
    const opener = line.lastIndexOf('<!--');
    commented = opener >= 0 && !line.includes('-->', opener);
    shown.push(line);
  }
  return hideSpans(shown);
}

/** Empties lines that begin inside a code span; spans do not cross blank lines. */
function hideSpans(lines: readonly string[]): readonly string[] {
  const result = [...lines];
  let from = 0;
  for (let at = 0; at <= lines.length; at += 1) {
    if (at < lines.length && lines[at]?.trim() !== '') continue;
    hideInParagraph(result, from, at);
    from = at + 1;
  }
  return result;
}

function hideInParagraph(lines: string[], from: number, to: number): void {
  const text = lines.slice(from, to).join('\n');
  const stretches = splitCodeSpans(text);
  if (stretches.length < 2 || to - from < 2) return;
  const starts = lines.slice(from, to).map((line) => line.length);
  let at = 0;
  let stretch = 0;
  for (const [index, length] of starts.entries()) {
    while ((stretches[stretch + 1]?.at ?? text.length) <= at && stretch < stretches.length - 1) stretch += 1;
    const current = stretches[stretch];
    if (current?.code && current.at < at) lines[from + index] = '';
    at += length + 1;
  }
}
