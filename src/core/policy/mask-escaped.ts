/**
 * Escapes of URLs (also twice and three times), JSON, source code, shells, Markdown and HTML. Each match is one character,
 * or a run of percent escapes that are one or several characters beyond ASCII.
 */
const ESCAPE =
  /(?<bytes>(?:%(?:25){0,2}[89a-f][0-9a-f])+)|%(?:25){0,2}(?<ascii>[0-7][0-9a-f])|\\{1,4}(?:u(?<unit>[0-9a-f]{4})|u\{(?<point>[0-9a-f]{1,6})\}|x(?<byte>[0-9a-f]{2})|(?<letter>[nrt])|(?<sign>[^a-z0-9\s]))|&(?<entity>amp|lt|gt|quot|vert|#39);|(?<plus>\+)/gi;
const NAMED: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  vert: '|',
  '#39': "'",
};

/** Replaces the values by `***` where some of their characters are escaped, in whatever mixture. Linear. */
export function maskEscaped(text: string, values: readonly string[]): string {
  if (!/[%\\&]/.test(text)) return text;
  // With and without `+` for a space, as forms write it (application/x-www-form-urlencoded).
  return maskOnce(maskOnce(text, values, '+'), values, ' ');
}

/** A word of which some letters are escapes. */
const WORD =
  /(?:[\w.~-]|%(?:25){0,2}[0-9a-f]{2}|\\{1,4}(?:u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|x[0-9a-f]{2})){16,}/gi;

/** Replaces words by `***` in which `isSecret` finds something once their escapes are read. Linear. */
export function maskEscapedWords(text: string, isSecret: (decoded: string) => boolean): string {
  if (!/[%\\]/.test(text)) return text;
  return text.replace(WORD, (word) => {
    if (!/[%\\]/.test(word)) return word;
    const plain = word.replace(ESCAPE, (...found) => unescaped(found.at(-1), '+'));
    return isSecret(plain) ? '***' : word;
  });
}

function maskOnce(text: string, values: readonly string[], plus: string): string {
  const plain = text.replace(ESCAPE, (...found) => unescaped(found.at(-1), plus));
  const places = values.flatMap((value) => placesOf(value, plain));
  if (places.length === 0) return text;
  const { starts, ends } = sourcesOf(text, plus);
  let masked = '';
  let at = 0;
  for (const { from, to } of places.toSorted((one, two) => one.from - two.from)) {
    const start = starts[from] ?? 0;
    const end = ends[to - 1] ?? text.length;
    // Two values may overlap: what is left of the second follows the mask of the first.
    if (end <= at) continue;
    if (start >= at) masked += `${text.slice(at, start)}***`;
    at = end;
  }
  return masked + text.slice(at);
}

function placesOf(value: string, text: string): readonly { readonly from: number; readonly to: number }[] {
  const places = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length))
    places.push({ from: at, to: at + value.length });
  return places;
}

/** For each UTF-16 unit of the unescaped text the begin and the end of what it comes from. */
function sourcesOf(text: string, plus: string): { readonly starts: number[]; readonly ends: number[] } {
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  const copyTo = (end: number): void => {
    for (; at < end; at++) {
      starts.push(at);
      ends.push(at + 1);
    }
  };
  for (const found of text.matchAll(ESCAPE)) {
    copyTo(found.index);
    at += found[0].length;
    for (let unit = unescaped(found.groups, plus).length; unit > 0; unit--) {
      starts.push(found.index);
      ends.push(at);
    }
  }
  copyTo(text.length);
  return { starts, ends };
}

function unescaped(groups: Readonly<Record<string, string | undefined>> | undefined, plus: string): string {
  const { ascii, bytes, unit, point, byte, letter, sign, entity } = groups ?? {};
  if (bytes !== undefined)
    return Buffer.from(bytes.replace(/%(?:25){0,2}(?=[0-9a-f]{2})/gi, ''), 'hex').toString();
  const code = ascii ?? unit ?? point ?? byte;
  if (code !== undefined) return characterOf(Number.parseInt(code, 16));
  return sign ?? NAMED[(letter ?? entity ?? '').toLowerCase()] ?? plus;
}

function characterOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
