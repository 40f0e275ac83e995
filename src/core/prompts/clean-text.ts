import { stripHidden } from './strip-hidden.ts';

const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Text for the prompt without what a person reading it would not see: hidden and control characters everywhere, HTML
 * comments outside code. Everything visible stays as it is, except that line ends become `\n`. Linear.
 */
export function cleanText(text: string): string {
  const plain = stripHidden(text);
  if (!plain.includes('<!--')) return plain;
  const kept: string[] = [];
  let fence: string | undefined;
  let commented = false;
  for (const line of plain.split('\n')) {
    const mark = FENCE.exec(line)?.[1];
    if (fence !== undefined) {
      kept.push(line);
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    if (mark !== undefined && !commented) {
      fence = mark;
      kept.push(line);
      continue;
    }
    const rest = withoutComments(line, commented);
    if (rest.text.trim() !== '' || line.trim() === '') kept.push(rest.text);
    commented = rest.open;
  }
  return kept.join('\n');
}

/** One line without its comments; comments in inline code stay. `open`: a comment goes on in the next line. */
function withoutComments(
  line: string,
  commented: boolean,
): { readonly text: string; readonly open: boolean } {
  let text = '';
  let at = 0;
  let inside = commented;
  let ticks = 0;
  while (at < line.length) {
    if (inside) {
      const end = line.indexOf('-->', at);
      if (end < 0) return { text, open: true };
      at = end + 3;
      inside = false;
      continue;
    }
    const start = line.indexOf('<!--', at);
    const piece = start < 0 ? line.slice(at) : line.slice(at, start);
    text += piece;
    if (start < 0) break;
    ticks += piece.split('`').length - 1;
    const inCode = ticks % 2 === 1;
    if (inCode) text += '<!--';
    at = start + 4;
    inside = !inCode;
  }
  return { text, open: inside };
}
