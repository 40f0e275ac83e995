const PLAIN: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '0': '\0',
  "'": "'",
  '"': '"',
};
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u\{([0-9a-fA-F_]{1,8})\}|\n\s*|([\s\S]))/g;

/** What a Rust string literal stands for, raw ones too; undefined when the token is none (doc.rust-lang.org/reference/tokens.html). */
export function readRustString(token: string): string | undefined {
  const raw = /^(?:br|cr|r)(#*)"([\s\S]*)"\1$/.exec(token);
  if (raw) return raw[2];
  const plain = /^(?:b|c)?"([\s\S]*)"$/.exec(token)?.[1];
  return plain?.replace(ESCAPE, (all, byte?: string, code?: string, letter?: string) => {
    const point = byte ?? code?.replaceAll('_', '');
    if (point !== undefined) return characterOf(Number.parseInt(point, 16));
    return letter === undefined ? '' : (PLAIN[letter] ?? all);
  });
}

function characterOf(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
}
