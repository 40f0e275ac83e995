import type { Edit } from '../edits/edit.ts';
import type { Block } from './block.ts';
import { detectLoop } from './detect-loop.ts';
import { findBlocks } from './find-blocks.ts';
import { findElidedEdit } from './find-elided-edit.ts';
import { pathInLine } from './find-path.ts';
import { nameBlock } from './name-block.ts';
import { isBeginPatch, parseBeginPatch } from './parse-begin-patch.ts';
import { type DiffResult, parseDiff, startsAsDiff } from './parse-diff.ts';
import { type BlockMeaning, readBlock, wholeFile } from './read-block.ts';
import { hasToolCall, recoverToolCall } from './recover-tool-call.ts';
import type { Reply, ReplyProblem } from './reply.ts';
import { type ReplyContext, soleExpected } from './reply-context.ts';
import { resolvePath } from './resolve-path.ts';
import { stripReasoning } from './strip-reasoning.ts';

type Unnamed = Extract<BlockMeaning, { kind: 'unnamed' }>;

const NOTES_LENGTH = 2_000;
/** What `watchAnswer` stops for besides loops. */
const STOPS: ReadonlySet<ReplyProblem> = new Set(['elided', 'no-code']);

/**
 * Turns a model's answer into edits or into one problem with the sentence the model is told (PRODUCT section 5.4).
 * Whole files, SEARCH/REPLACE blocks and unified diffs may stand side by side. Never throws; linear in the text.
 */
export function parseReply(answer: string, context: ReplyContext): Reply {
  const loop = detectLoop(answer.trimEnd());
  if (loop !== undefined && context.finish !== 'stop') return looping(loop);
  if (context.finish === 'stopped') {
    const natural = parseReply(answer, { ...context, finish: 'stop' });
    return natural.kind === 'problem' && STOPS.has(natural.problem) ? natural : looping();
  }
  const text = stripReasoning(answer).replace(/\r\n?/g, '\n');
  if (text.trim() === '')
    return context.finish === 'length'
      ? problem(
          'cut',
          'The token limit was reached before the answer began. Think less and answer with the edits only.',
        )
      : problem('empty', 'Your answer was empty. Answer with the edits.');
  const { lines, blocks } = unwrapped(text.split('\n'));
  const last = blocks.at(-1);
  if (context.finish === 'length' && isCut(lines, last, context)) return cut(last, lines, context);
  const found = fromBlocks(lines, blocks, context);
  if (found === undefined) return fromLooseText(text, lines, context);
  // DeepSeek's calls carry their arguments in a fence, which then looks like code without a path.
  const isNameless = found.kind === 'problem' && found.problem === 'no-path' && hasToolCall(text);
  const loose = isNameless ? fromLooseText(text, lines, context) : found;
  return loose.kind === 'edits' ? loose : found;
}

function looping(loop?: string): Reply {
  const what = loop === undefined ? '' : ` (${loop})`;
  return problem(
    'looping',
    `Your answer repeated itself without end${what}. Write each edit once, then stop.`,
  );
}

/** Lines and blocks of an answer; one that is wrapped as a whole into a Markdown fence is taken out of it. */
function unwrapped(lines: readonly string[]): {
  readonly lines: readonly string[];
  readonly blocks: readonly Block[];
} {
  const blocks = findBlocks(lines);
  const [only, second] = blocks;
  const isWrapper =
    only &&
    !second &&
    /^(?:md|markdown)$/i.test(only.info) &&
    nameBlock(only, lines, new Set()) === undefined;
  if (!isWrapper) return { lines, blocks };
  const inner = findBlocks(only.lines);
  return inner.length > 0 ? { lines: only.lines, blocks: inner } : { lines, blocks };
}

/** The edits of the blocks, a problem, or undefined when no block means anything. */
function fromBlocks(
  lines: readonly string[],
  blocks: readonly Block[],
  context: ReplyContext,
): Reply | undefined {
  const edits: Edit[] = [];
  const unnamed: Unnamed[] = [];
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
    if (meaning.kind === 'unnamed') unnamed.push(meaning);
    if (meaning.kind === 'edits') edits.push(...meaning.edits);
    previousPath = edits.at(-1)?.path ?? previousPath;
  }
  if (edits.length === 0 && unnamed.length > 0) {
    const guessed = guessFiles(unnamed, context);
    if (!guessed)
      return problem(
        'no-path',
        'A code block does not say which file it is. Write the path on the fence, as in ```rust src/lib.rs',
      );
    edits.push(...guessed);
  }
  if (edits.length === 0) return undefined;
  return usable(edits, context, notesAround(lines, blocks));
}

/** The files of blocks that name none for sure, where no other edit stands beside them; undefined when one stays open. */
function guessFiles(unnamed: readonly Unnamed[], context: ReplyContext): readonly Edit[] | undefined {
  const [only, second] = unnamed;
  if (only && second === undefined) {
    const path = only.guess ?? soleExpected(context);
    return path === undefined ? undefined : [wholeFile(path, only.lines)];
  }
  const guesses = unnamed.flatMap(({ guess, lines }) =>
    guess === undefined ? [] : [wholeFile(guess, lines)],
  );
  const distinct = new Set(guesses.map((edit) => edit.path));
  return guesses.length === unnamed.length && distinct.size === guesses.length ? guesses : undefined;
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
    return usable(recovered, context);
  }
  const found = looseDiff(lines, context);
  if (found?.ok === false) return problem('malformed', found.explain);
  if (found?.ok && found.edits.every((edit) => edit.path !== '')) return usable(found.edits, context);
  return problem(
    'no-code',
    'Your answer has no edit in it. Do not explain: write the changed files in the form described.',
  );
}

function looseDiff(lines: readonly string[], context: ReplyContext): DiffResult | undefined {
  if (isBeginPatch(lines)) return parseBeginPatch(lines);
  return startsAsDiff(lines) ? parseDiff(lines, soleExpected(context) ?? '', context.knownPaths) : undefined;
}

/** Edits under the paths of the tree, unless they leave code out. */
function usable(edits: readonly Edit[], context: ReplyContext, notes = ''): Reply {
  const resolved = edits.map((edit) => ({ ...edit, path: resolvePath(edit.path, context.knownPaths) }));
  return elided(resolved, context) ?? { kind: 'edits', edits: resolved, notes };
}

/** Whether the token limit took something: inside a block, or where prose was announcing a further file. */
function isCut(lines: readonly string[], last: Block | undefined, context: ReplyContext): boolean {
  if (!last?.closed) return true;
  const after = lines.slice(last.end).filter((line) => line.trim() !== '');
  const announcing = after.some((line) => pathInLine(line, context.knownPaths) !== undefined);
  return after.length === 0 || announcing || /:\s*$/.test(after.at(-1) ?? '');
}

function cut(last: Block | undefined, lines: readonly string[], context: ReplyContext): Reply {
  const path = last && nameBlock(last, lines, context.knownPaths)?.path;
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
