/** Characters; a longer first sentence is cut and ends in `…`. */
const LONGEST = 160;

/** The first sentence of a doc comment's lines, on one line; '' when it begins with something else, like a code block. */
export function firstSentence(comments: readonly string[]): string {
  const paragraph: string[] = [];
  for (const line of comments.flatMap(linesOf)) {
    if (line === '') {
      if (paragraph.length > 0) break;
      continue;
    }
    if (/^(?:```|~~~|\||!\[|<)/.test(line)) break;
    paragraph.push(line);
    if (/[.!?]$/.test(line)) break;
  }
  const text = paragraph.join(' ').replace(/^#+ /, '');
  const end = /[.!?](?= [A-Z])/.exec(text);
  const sentence = end ? text.slice(0, end.index + 1) : text;
  return sentence.length > LONGEST ? `${sentence.slice(0, LONGEST).trimEnd()} …` : sentence;
}

function linesOf(comment: string): readonly string[] {
  const text = comment.slice(0, 4_000);
  if (!text.startsWith('/**')) return text.split('\n').map((line) => line.replace(/^\s*\/\/\//, '').trim());
  return text
    .slice(3)
    .replace(/\*\/$/, '')
    .split('\n')
    .map((line) => line.trim().replace(/^\*+/, '').trim());
}
