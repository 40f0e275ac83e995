const EXTENSION =
  /\.(?:rs|toml|md|markdown|wgsl|glsl|vert|frag|comp|spv|json|ya?ml|txt|sh|c|cc|cpp|h|hpp|html|css|js|ts|py|lock|proto|sql|xml|svg|ron|ld|asm|cfg|ini|snap|csv)$/i;
const BARE_NAME = /^(?:Makefile|Dockerfile|LICENSE|Justfile|justfile|\.gitignore|rust-toolchain)$/;
const WORD = /[^\s`"'*()[\]{}<>,;=]+/g;
const ATTRIBUTE = /\b(?:title|file|filename|file_path|path|name)\s*[=:]\s*["'{]?([^\s"'}]+)/i;
const COMMENT =
  /^\s*(?:\/\/|#|--|;|<!--|\/\*)\s*(?:(?:file|filename|path|filepath)\s*:?\s*)?`?([^\s`]+?)`?\s*(?:\((?:new|updated|modified)[^)]*\))?\s*(?:-->|\*\/)?\s*$/i;
/** A longer line is prose or an attack, not a heading that names a file. */
const LONGEST_LINE = 400;

/** True for text that can only be meant as a file path: a known path, a name with a usual extension. */
export function looksLikePath(word: string, known: ReadonlySet<string>): boolean {
  if (word.length > 300 || word.includes('://')) return false;
  if (known.has(word) || BARE_NAME.test(word)) return true;
  if (!EXTENSION.test(word) || word.includes('::')) return false;
  const name = word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1);
  return name.length > 0 && !name.includes('..');
}

/** Path in a fence's info string: `rust src/lib.rs`, `rust:src/lib.rs`, `rust title="src/lib.rs"`, `src/lib.rs`. */
export function pathInInfo(info: string, known: ReadonlySet<string>): string | undefined {
  if (info === '' || info.length > LONGEST_LINE) return undefined;
  const attribute = ATTRIBUTE.exec(info)?.[1];
  if (attribute !== undefined && looksLikePath(attribute, known)) return attribute;
  for (const word of info.match(WORD) ?? []) {
    const afterLanguage = /^[A-Za-z+#-]{2,}[:|](.+)$/.exec(word)?.[1];
    for (const candidate of [afterLanguage, word])
      if (candidate !== undefined && looksLikePath(candidate, known)) return candidate;
  }
  return undefined;
}

/** The one path that a line before a block names (heading, bold, backticks, `File: …`, prose); none when several. */
export function pathInLine(line: string, known: ReadonlySet<string>): string | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const found = new Set<string>();
  for (const raw of line.match(WORD) ?? []) {
    const word = raw.replace(/[:.!?]+$/, '').replace(/^(?:file|path):(?=.)/i, '');
    if (looksLikePath(word, known)) found.add(word);
  }
  const [only, second] = found;
  return second === undefined ? only : undefined;
}

/** Path in a comment on a block's first line: `// src/lib.rs`, `// File: src/lib.rs`, `# Cargo.toml`, `<!-- x.md -->`. */
export function pathInComment(line: string, known: ReadonlySet<string>): string | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const word = COMMENT.exec(line)?.[1]?.replace(/:$/, '');
  return word !== undefined && looksLikePath(word, known) ? word : undefined;
}
