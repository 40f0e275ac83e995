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
  const spaced = spacedPathIn(info, known);
  if (spaced !== undefined) return spaced;
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
  const spaced = spacedPathIn(line, known);
  const found = new Set(spaced === undefined ? [] : [spaced]);
  for (const raw of (spaced === undefined ? line : line.replace(spaced, ' ')).match(WORD) ?? []) {
    const word = raw.replace(/[:.!?]+$/, '').replace(/^(?:file|path):(?=.)/i, '');
    if (looksLikePath(word, known)) found.add(word);
  }
  const [only, second] = found;
  return second === undefined ? only : undefined;
}

/** Path in a comment on a block's first line: `// src/lib.rs`, `// File: src/lib.rs`, `# Cargo.toml`, `<!-- x.md -->`. */
export function pathInComment(line: string, known: ReadonlySet<string>): string | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const spaced = spacedPathIn(line, known);
  if (spaced !== undefined && COMMENT.test(line.replace(spaced, 'path'))) return spaced;
  const word = COMMENT.exec(line)?.[1]?.replace(/:$/, '');
  return word !== undefined && looksLikePath(word, known) ? word : undefined;
}

/** Known paths with blanks in them, the longest first. */
const SPACED = new WeakMap<ReadonlySet<string>, readonly string[]>();
/** What may stand before and after a path: nothing, a blank, quotes, brackets and the like. */
const EDGE = /^[\s`"'*()[\]{}<>,;:=]?$/;

/** The known path with blanks in its name that a text names as a whole: its words alone would mean another file. */
function spacedPathIn(text: string, known: ReadonlySet<string>): string | undefined {
  let spaced = SPACED.get(known);
  if (spaced === undefined) {
    spaced = [...known].filter((path) => path.includes(' ')).sort((a, b) => b.length - a.length);
    SPACED.set(known, spaced);
  }
  return spaced.find((path) => {
    const at = text.indexOf(path);
    if (at < 0) return false;
    return EDGE.test(text.charAt(at - 1)) && EDGE.test(text.charAt(at + path.length));
  });
}
