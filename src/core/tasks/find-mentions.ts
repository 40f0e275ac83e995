import { splitCodeSpans } from './code-spans.ts';
import type { Task } from './task.ts';

const LONGEST_TOKEN = 300;
/** What ends a bare word; a path holds none of them. */
const SEPARATORS = new Set(' \t\r\n\v\f\u00a0\u3000,;()[]{}<>"\'“”‘’（）「」、。，；：!?*|=');
const DOT = /[./](?=\w)/g;
const PATH = /^(?:\.\/)?(?:[\w.@+-]+\/)+[\w.@+-]*$/;
const GLOB = /^(?:\.\/)?(?:[\w.@+*{},?-]+\/)+[\w.@+*{},?-]*$/;
const FILE_NAME =
  /^[\w@+-][\w.@+-]*\.(?:rs|toml|lock|md|ya?ml|json|jsonc|wgsl|glsl|frag|vert|comp|spv|sql|sh|txt|html|css|tsx?|jsx?|mjs|py|proto|xml|ron|cfg|conf|ini|c|h|cc|cpp|hpp|go|java|kt|swift|rb|nix|zig|service|desktop)$/i;
const KNOWN_NAMES =
  /^(?:README|CHANGELOG|LICENSE|Makefile|Dockerfile|justfile|Justfile|CONTRIBUTING|CODEOWNERS)$/;

/**
 * Collects what a task names: files (in backticks or bare) and other code in backticks, in order, without
 * duplicates. Line suffixes (`src/a.rs:12`) are cut; addresses, absolute and `..` paths are no files.
 */
export function findMentions(texts: readonly string[]): Task['mentions'] {
  const files = new Set<string>();
  const code = new Set<string>();
  for (const stretch of texts.flatMap((text) => splitCodeSpans(text))) {
    if (stretch.code) {
      const file = readPath(stretch.text, true);
      if (file !== undefined) files.add(file);
      else if (stretch.text !== '') code.add(stretch.text);
      continue;
    }
    for (const word of findDottedWords(stretch.text)) {
      const file = readPath(word.replace(/[.:]$/, ''), false);
      if (file !== undefined) files.add(file);
    }
  }
  return { files: [...files], code: [...code] };
}

/** The words of prose that hold a `.` or `/` before another character; the only ones that can be paths. */
function findDottedWords(text: string): readonly string[] {
  const words: string[] = [];
  let from = 0;
  for (let at = nextDot(text, 0); at >= 0; at = nextDot(text, from)) {
    let start = at;
    while (start > from && at - start < LONGEST_TOKEN && !SEPARATORS.has(text.charAt(start - 1))) start -= 1;
    let end = at + 1;
    while (end < text.length && end - at < LONGEST_TOKEN && !SEPARATORS.has(text.charAt(end))) end += 1;
    words.push(text.slice(start, end));
    from = end;
  }
  return words;
}

function nextDot(text: string, from: number): number {
  DOT.lastIndex = from;
  return DOT.exec(text)?.index ?? -1;
}

function readPath(token: string, quoted: boolean): string | undefined {
  if (token.length === 0 || token.length > LONGEST_TOKEN) return undefined;
  if (quoted ? /\s/.test(token) : token.startsWith('.')) return undefined;
  const path = token.replace(/[:#]L?\d+(?:[-:]L?\d+)?$/, '').replace(/^\.\//, '');
  if (path.includes('://') || path.startsWith('/') || path.startsWith('~') || path.startsWith('-'))
    return undefined;
  if (path.split('/').includes('..')) return undefined;
  if (FILE_NAME.test(path)) return path;
  if (quoted && KNOWN_NAMES.test(path)) return path;
  if (!path.includes('/')) return undefined;
  // `a/b` in prose is mostly "and/or": a bare path needs a file ending or a closing slash on a longer path.
  if (!quoted) return PATH.test(path) && /\/[\w@+-]*\.[A-Za-z]\w{0,7}$/.test(path) ? path : undefined;
  if (!GLOB.test(path)) return undefined;
  return /[a-z]/.test(path) && !/^\d+\/\d+$/.test(path) ? path : undefined;
}
