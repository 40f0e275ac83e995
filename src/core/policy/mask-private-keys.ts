const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const END = /-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/y;
/** Characters; the largest keys in use are a fifth of it. */
const LONGEST_KEY = 20_000;
/** Where source code puts two strings together. No comma or colon: two strings of JSON stay two. */
const JOINT = String.raw`\\{0,4}["'][\s+.&]{0,80}\\{0,4}["']`;
const JOINTS = new RegExp(JOINT, 'g');
const LINE_END = String.raw`(?:\s|\\{1,4}[rn]|%0[AD]|${JOINT})*`;
/** Lines of base64 as PEM has them (RFC 7468: 64 characters), in a string of source code or JSON too. */
const LINES = new RegExp(`${LINE_END}(?:[A-Za-z0-9+/]{40,}={0,2}${LINE_END})+[A-Za-z0-9+/]*={0,2}`, 'y');

/**
 * Replaces private keys in PEM form by `***`, whole ones with their frame, cut ones as far as they go. A frame without a
 * key in it stays: code that reads keys has it as a constant. Linear: nothing is looked at more than twice.
 */
export function maskPrivateKeys(text: string): string {
  if (!text.includes('PRIVATE KEY')) return text;
  let masked = '';
  let at = 0;
  for (const begin of text.matchAll(BEGIN)) {
    if (begin.index < at) continue;
    const end = endOfKey(text, begin.index + begin[0].length);
    if (end === undefined) continue;
    masked += `${text.slice(at, begin.index)}***`;
    at = end;
  }
  return masked + text.slice(at);
}

/** Where the key ends that begins before this place; undefined when there is none. */
function endOfKey(text: string, from: number): number | undefined {
  const next = text.indexOf('-----', from);
  if (next >= 0 && next - from <= LONGEST_KEY) {
    END.lastIndex = next;
    const closed = END.exec(text);
    if (closed && isKey(text.slice(from, next))) return next + closed[0].length;
  }
  LINES.lastIndex = from;
  const lines = LINES.exec(text);
  return lines ? from + lines[0].length : undefined;
}

/** Code that has both frames as constants goes on with a quote, a key with a line end or its own first letter. */
function isKey(text: string): boolean {
  return (
    /^(?:\s|\\{1,4}[nr]|%0[AD]|[A-Z0-9+/])/i.test(text) &&
    /[A-Z0-9+/]{4}/i.test(text) &&
    !/["']/.test(text.replace(JOINTS, ''))
  );
}
