/** Characters looked at: a loop must have shown itself within them. */
const WINDOW = 24_000;
/** An answer whose last characters do not occur before cannot be in a loop: the cheap way out. */
const PROBE = 64;

/**
 * Names the loop an answer ends in, or undefined. A loop is the end of the text repeating itself: 4 times over 4,000
 * characters, 3 times over 9,000, or 10 times over 1,600 when the repeated piece has at least 24 characters (shorter
 * pieces are tables of zeros). Looks at a bounded tail, so it may be called for every chunk of a stream.
 */
export function detectLoop(textSoFar: string): string | undefined {
  const tail = textSoFar.slice(-WINDOW);
  if (tail.length < 1_600) return undefined;
  const before = tail.lastIndexOf(tail.slice(-PROBE), tail.length - PROBE - 1);
  if (before < 0) return undefined;
  const found = repeatedEnd(tail);
  if (!found) return undefined;
  const piece = tail.slice(-Math.min(found.period, 60)).replace(/\s+/g, ' ').trim();
  return `the last ${found.period} characters were repeated ${Math.floor(found.length / found.period)} times: ${piece}`;
}

/** The periodic end of the text, by the prefix function (Knuth, Morris, Pratt) of the reversed text. */
function repeatedEnd(text: string): { readonly period: number; readonly length: number } | undefined {
  const size = text.length;
  const border = new Int32Array(size);
  const last = size - 1;
  let best: { period: number; length: number } | undefined;
  for (let at = 1; at < size; at++) {
    let matched = border[at - 1] ?? 0;
    const character = text.charCodeAt(last - at);
    while (matched > 0 && text.charCodeAt(last - matched) !== character) matched = border[matched - 1] ?? 0;
    if (text.charCodeAt(last - matched) === character) matched++;
    border[at] = matched;
    const length = at + 1;
    const period = length - matched;
    if (isLoop(period, length)) best = { period, length };
  }
  return best;
}

function isLoop(period: number, length: number): boolean {
  const times = length / period;
  return (
    (length >= 4_000 && times >= 4) ||
    (length >= 9_000 && times >= 3) ||
    (length >= 1_600 && times >= 10 && period >= 24)
  );
}
