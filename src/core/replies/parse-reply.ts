import type { Edit, FileTexts } from '../edits/edit.ts';
import { detectLoop } from './detect-loop.ts';
import { type Block, findBlocks } from './find-blocks.ts';
import { findElidedEdit } from './find-elided-edit.ts';
import { pathInComment, pathInInfo, pathInLine } from './find-path.ts';
import { hasDiff, parseDiff } from './parse-diff.ts';
import { hasSearchReplace, parseSearchReplace } from './parse-search-replace.ts';
import { editsInJson, hasToolCall, recoverToolCall } from './recover-tool-call.ts';
import type { Reply, ReplyProblem } from './reply.ts';
import { resolvePath } from './resolve-path.ts';
import { stripReasoning } from './strip-reasoning.ts';

/** What is known when an answer is read. */
export interface ReplyContext {
  /** How the stream ended; `stopped` means that {@link detectLoop} ended it. */
  readonly finish: 'stop' | 'length' | 'stopped';
  /** Every path of the tree the answer is about. */
  readonly knownPaths: ReadonlySet<string>;
  /** The file a single block without a path belongs to, when the task can only mean one. */
  readonly expectedPath?: string;
  /** Present text of the files shown to the model: a comment that was there before is no elision. */
  readonly texts?: FileTexts;
}

/** A block and where its edits stand: edits, nothing usable, code without a path, or a form that cannot be read. */
type BlockMeaning =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[] }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'pathless'; readonly lines: readonly string[] }
  | { readonly kind: 'malformed' | 'no-path'; readonly explain: string };

const NOT_FILES = /^(?:bash|sh|shell|zsh|console|terminal|text|txt|plaintext|output|log|mermaid)\b/i;
const OTHER_BLOCK = /^\s*(?:`{3,}|~{3,}|>{5,9})/;
const LABEL = /^\s*(?:#{1,6}\s|\*\*|`|file\s*:|path\s*:|\d+[.)]\s|[-*]\s)/i;
const NOTES_LENGTH = 2_000;

/**
 * Turns a model's answer into edits or into one problem with the sentence the model is told (PRODUCT section 5.4).
 * Whole files, SEARCH/REPLACE blocks and unified diffs may stand side by side. Never throws; linear in the text.
 */
export function parseReply(answer: string, context: ReplyContext): Reply {
  const loop = detectLoop(answer.trimEnd());
  if (context.finish === 'stopped' || (loop !== undefined && context.finish === 'length'))
    return problem(
      'looping',
      `Your answer repeated itself without end${loop ? ` (${loop})` : ''}. Write each edit once, then stop.`,
    );
  const text = stripReasoning(answer).replace(/\r\n?/g, '\n');
  if (text.trim() === '')
    return context.finish === 'length'
      ? problem(
          'cut',
          'The token limit was reached before the answer began. Think less and answer with the edits only.',
        )
      : problem('empty', 'Your answer was empty. Answer with the edits.');
  const lines = text.split('\n');
  const blocks = findBlocks(lines);
  const last = blocks.at(-1);
  if (context.finish === 'length' && isCut(lines, last, context)) return cut(last, lines, context);
  return fromBlocks(lines, blocks, context) ?? fromLooseText(text, lines, context);
}

/** The edits of the blocks, a problem, or undefined when no block means anything. */
function fromBlocks(
  lines: readonly string[],
  blocks: readonly Block[],
  context: ReplyContext,
): Reply | undefined {
  const edits: Edit[] = [];
  const pathless: (readonly string[])[] = [];
  let previousPath = '';
  for (const block of blocks) {
    if (block.swallowed)
      return problem(
        'malformed',
        'A code fence was not closed before the next file began. Close every fence with ``` alone on a line.',
      );
    const meaning = readBlock(block, lines, { context, previousPath });
    if (meaning.kind === 'malformed' || meaning.kind === 'no-path')
      return problem(meaning.kind, meaning.explain);
    if (meaning.kind === 'pathless') pathless.push(meaning.lines);
    if (meaning.kind === 'edits') edits.push(...meaning.edits);
    previousPath = edits.at(-1)?.path ?? previousPath;
  }
  const [only, second] = pathless;
  if (edits.length === 0 && only !== undefined) {
    const path = soleExpected(context);
    if (second !== undefined || path === undefined)
      return problem(
        'no-path',
        'A code block does not say which file it is. Write the path on the fence, as in ```rust src/lib.rs',
      );
    edits.push({ kind: 'write', path, content: `${only.join('\n')}\n` });
  }
  if (edits.length === 0) return undefined;
  const resolved = edits.map((edit) => ({ ...edit, path: resolvePath(edit.path, context.knownPaths) }));
  return elided(resolved, context) ?? { kind: 'edits', edits: resolved, notes: notesAround(lines, blocks) };
}

function readBlock(
  block: Block,
  lines: readonly string[],
  where: { readonly context: ReplyContext; readonly previousPath: string },
): BlockMeaning {
  const known = where.context.knownPaths;
  const named = pathInInfo(block.info, known) ?? pathBefore(block, lines, known);
  if (hasSearchReplace(block.lines)) {
    const found = parseSearchReplace(block.lines, named ?? where.previousPath, known);
    if (!found.ok) return { kind: 'malformed', explain: found.explain };
    return withPaths(found.edits, where.context, 'SEARCH/REPLACE block');
  }
  const isDiffFile = /\.(?:diff|patch)$/.test(pathInInfo(block.info, known) ?? '');
  if (!isDiffFile && (/^(?:diff|patch|udiff)\b/i.test(block.info) || startsAsDiff(block.lines))) {
    const found = parseDiff(block.lines, named ?? where.previousPath, known);
    if (!found.ok) return { kind: 'malformed', explain: found.explain };
    return withPaths(found.edits, where.context, 'diff');
  }
  return readWholeFile(block, named, known);
}

function readWholeFile(block: Block, named: string | undefined, known: ReadonlySet<string>): BlockMeaning {
  const code = block.lines.some((line) => line.trim() !== '');
  if (named !== undefined) {
    const isSnippet = NOT_FILES.test(block.info) && pathInInfo(block.info, known) === undefined;
    if (!code || isSnippet) return { kind: 'nothing' };
    return { kind: 'edits', edits: [{ kind: 'write', path: named, content: `${block.lines.join('\n')}\n` }] };
  }
  const inComment = pathInComment(block.lines[0] ?? '', known);
  if (inComment !== undefined) {
    const rest = block.lines.slice(block.lines[1]?.trim() === '' ? 2 : 1);
    return { kind: 'edits', edits: [{ kind: 'write', path: inComment, content: `${rest.join('\n')}\n` }] };
  }
  if (!code || NOT_FILES.test(block.info)) return { kind: 'nothing' };
  const fromJson = /^json\b/i.test(block.info) ? editsInJson(block.lines.join('\n')) : undefined;
  return fromJson ? { kind: 'edits', edits: fromJson } : { kind: 'pathless', lines: block.lines };
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

/** The nearest line with text before a block names its file, or else a label (heading, bold, list item) above it. */
function pathBefore(block: Block, lines: readonly string[], known: ReadonlySet<string>): string | undefined {
  let nearest = true;
  for (let at = block.start - 1; at >= Math.max(0, block.start - 6); at--) {
    const line = lines[at] ?? '';
    if (line.trim() === '') continue;
    if (OTHER_BLOCK.test(line)) return undefined;
    const path = nearest || LABEL.test(line) ? pathInLine(line, known) : undefined;
    if (path !== undefined || /^#/.test(line)) return path;
    nearest = false;
  }
  return undefined;
}

/** Tool calls and diffs that stand in no block at all. */
function fromLooseText(text: string, lines: readonly string[], context: ReplyContext): Reply {
  if (hasToolCall(text)) {
    const recovered = recoverToolCall(text);
    if (!recovered)
      return problem(
        'malformed',
        'You have no tools, and nothing was run. Answer with the edits as text in the form described.',
      );
    const edits = recovered.map((edit) => ({ ...edit, path: resolvePath(edit.path, context.knownPaths) }));
    return elided(edits, context) ?? { kind: 'edits', edits, notes: '' };
  }
  if (startsAsDiff(lines)) {
    const found = parseDiff(lines, soleExpected(context) ?? '', context.knownPaths);
    if (found.ok && found.edits.every((edit) => edit.path !== '')) {
      const edits = found.edits.map((edit) => ({
        ...edit,
        path: resolvePath(edit.path, context.knownPaths),
      }));
      return elided(edits, context) ?? { kind: 'edits', edits, notes: '' };
    }
  }
  return problem(
    'no-code',
    'Your answer has no edit in it. Do not explain: write the changed files in the form described.',
  );
}

function startsAsDiff(lines: readonly string[]): boolean {
  const first = lines.findIndex((line) => /^(?:diff --git |--- |@@ )/.test(line));
  return (
    first >= 0 &&
    first <= 12 &&
    hasDiff(lines.slice(first, first + 8)) &&
    lines.some((line) => /^[-+]/.test(line))
  );
}

/** Whether the token limit took something: inside a block, or where prose was announcing a further file. */
function isCut(lines: readonly string[], last: Block | undefined, context: ReplyContext): boolean {
  if (!last?.closed) return true;
  const after = lines.slice(last.end).filter((line) => line.trim() !== '');
  const announcing = after.some((line) => pathInLine(line, context.knownPaths) !== undefined);
  return after.length === 0 || announcing || /:\s*$/.test(after.at(-1) ?? '');
}

function cut(last: Block | undefined, lines: readonly string[], context: ReplyContext): Reply {
  const path =
    last && (pathInInfo(last.info, context.knownPaths) ?? pathBefore(last, lines, context.knownPaths));
  const where = path === undefined ? '' : ` in ${path}`;
  return problem(
    'cut',
    `Your answer reached the token limit${where} and nothing of it was used. Answer shorter: no explanation, and SEARCH/REPLACE blocks with only the lines that change.`,
  );
}

function elided(edits: readonly Edit[], context: ReplyContext): Reply | undefined {
  const found = findElidedEdit(edits, context.texts);
  return found === undefined
    ? undefined
    : problem(
        'elided',
        `The edit of ${found.path} leaves code out (\`${found.line}\`). Every line you write goes to disk: write the file complete, or use SEARCH/REPLACE blocks for the lines that change.`,
      );
}

function soleExpected(context: ReplyContext): string | undefined {
  if (context.expectedPath !== undefined) return context.expectedPath;
  const [only, second] = context.knownPaths;
  return second === undefined ? only : undefined;
}

function notesAround(lines: readonly string[], blocks: readonly Block[]): string {
  const prose: string[] = [];
  let at = 0;
  for (const block of blocks) {
    prose.push(...lines.slice(at, block.start));
    at = block.end;
  }
  prose.push(...lines.slice(at));
  return prose
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, NOTES_LENGTH);
}

function problem(kind: ReplyProblem, explain: string): Reply {
  return { kind: 'problem', problem: kind, explain };
}
