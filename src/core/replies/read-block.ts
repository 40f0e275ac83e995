import type { Edit } from '../edits/edit.ts';
import type { Block } from './block.ts';
import { looksLikePath, pathInComment, pathInInfo } from './find-path.ts';
import { type BlockName, nameBlock } from './name-block.ts';
import { isBeginPatch, parseBeginPatch } from './parse-begin-patch.ts';
import { parseDiff, startsAsDiff } from './parse-diff.ts';
import { hasSearchReplace, parseSearchReplace } from './parse-search-replace.ts';
import { editsInJson } from './recover-tool-call.ts';
import { type ReplyContext, soleExpected } from './reply-context.ts';
import { resolvePath } from './resolve-path.ts';
import { stripNumbers } from './strip-numbers.ts';
import { unescapeMarkup } from './unescape-markup.ts';

/** Edits, nothing usable, code whose file is not said for sure, or a form that cannot be read. */
export type BlockMeaning =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unnamed'; readonly lines: readonly string[]; readonly guess?: string }
  | { readonly kind: 'malformed' | 'no-path'; readonly explain: string };

const NOT_FILES = /^(?:bash|sh|shell|zsh|console|terminal|text|txt|plaintext|output|log|mermaid)\b/i;
/** Languages a Rust task is not answered in; with a path on the fence they are files all the same. */
export const FOREIGN =
  /^(?:python|py|javascript|js|typescript|ts|jsx|tsx|java|kotlin|go|golang|ruby|rb|php|csharp|cs|swift|c|cpp|c\+\+|haskell|lua|perl)\b/i;
const PLAIN_FILE = /\.(?:sh|txt|log)$/;

/** What one block of an answer means. `previousPath` is the file of the block before it. */
export function readBlock(
  block: Block,
  lines: readonly string[],
  where: { readonly context: ReplyContext; readonly previousPath: string },
): BlockMeaning {
  const known = where.context.knownPaths;
  const name = nameBlock(block, lines, known);
  const named = name?.path;
  if (hasSearchReplace(block.lines)) {
    const found = parseSearchReplace(block.lines, named ?? where.previousPath, known);
    if (!found.ok) return { kind: 'malformed', explain: found.explain };
    return withPaths(found.edits, where.context, 'SEARCH/REPLACE block');
  }
  if (isBeginPatch(block.lines)) {
    const found = parseBeginPatch(block.lines);
    return found.ok ? { kind: 'edits', edits: found.edits } : { kind: 'malformed', explain: found.explain };
  }
  const isDiffFile = /\.(?:diff|patch)$/.test(pathInInfo(block.info, known) ?? '');
  if (!isDiffFile && (/^(?:diff|patch|udiff)\b/i.test(block.info) || startsAsDiff(block.lines))) {
    const found = parseDiff(block.lines, named ?? where.previousPath, known);
    if (!found.ok) return { kind: 'malformed', explain: found.explain };
    return withPaths(found.edits, where.context, 'diff');
  }
  return readWholeFile(block, name, where.context);
}

function readWholeFile(block: Block, name: BlockName | undefined, context: ReplyContext): BlockMeaning {
  const known = context.knownPaths;
  if (!block.lines.some((line) => line.trim() !== '')) return { kind: 'nothing' };
  const isSnippet = NOT_FILES.test(block.info) && pathInInfo(block.info, known) === undefined;
  if (isSnippet && !(name?.sure && PLAIN_FILE.test(name.path))) return { kind: 'nothing' };
  const first = block.lines[0] ?? '';
  const inside = pathInComment(first, known) ?? bareFirstLine(first, known);
  if (name?.sure) {
    const repeats =
      inside !== undefined && sameFile(inside, name.path, context) && !stoodThere(first, name.path, context);
    return {
      kind: 'edits',
      edits: [wholeFile(name.path, repeats ? withoutFirst(block.lines) : block.lines)],
    };
  }
  if (inside !== undefined) return { kind: 'edits', edits: [wholeFile(inside, withoutFirst(block.lines))] };
  const fromJson = /^json\b/i.test(block.info) ? editsInJson(block.lines.join('\n')) : undefined;
  if (fromJson) return { kind: 'edits', edits: fromJson };
  // Code of another language is no file that Rust code is expected in.
  if (FOREIGN.test(block.info)) return { kind: 'nothing' };
  return { kind: 'unnamed', lines: block.lines, ...(name === undefined ? {} : { guess: name.path }) };
}

/** The content of a block as a file: its lines, each with an end, without what a model copied or a page escaped. */
export function wholeFile(path: string, lines: readonly string[]): Edit {
  const content = `${stripNumbers(lines).join('\n')}\n`.replace(/^\uFEFF/, '');
  return { kind: 'write', path, content: path.endsWith('.rs') ? unescapeMarkup(content) : content };
}

/** A path alone on the first line, as some models write it inside the fence. */
function bareFirstLine(line: string, known: ReadonlySet<string>): string | undefined {
  const word = line.trim();
  return /^[\w./-]+$/.test(word) && looksLikePath(word, known) ? word : undefined;
}

function sameFile(a: string, b: string, context: ReplyContext): boolean {
  return resolvePath(a, context.knownPaths) === resolvePath(b, context.knownPaths);
}

/** The comment that names the file is part of the file already. */
function stoodThere(line: string, path: string, context: ReplyContext): boolean {
  return context.texts?.get(resolvePath(path, context.knownPaths))?.startsWith(line.trim()) === true;
}

function withoutFirst(lines: readonly string[]): readonly string[] {
  return lines.slice(lines[1]?.trim() === '' ? 2 : 1);
}

function withPaths(edits: readonly Edit[], context: ReplyContext, what: string): BlockMeaning {
  const expected = soleExpected(context);
  const named = edits.map((edit) =>
    edit.path === '' && expected !== undefined ? { ...edit, path: expected } : edit,
  );
  return named.some((edit) => edit.path === '')
    ? {
        kind: 'no-path',
        explain: `A ${what} does not say which file it changes. Write the path on the line before it.`,
      }
    : { kind: 'edits', edits: named };
}
