import type { FileTexts } from '../edits/edit.ts';
import { countLines, WHOLE_FILE_LINES } from './answer-form.ts';
import { buildPrompt, FULL_LIMITS, type PromptLimits } from './build-prompt.ts';
import { estimateMessages } from './estimate-tokens.ts';
import { excerptFile } from './excerpt-file.ts';
import { type PromptRoom, promptBudget } from './prompt-budget.ts';
import type { PromptFile, PromptInput, PromptMessage } from './prompt-input.ts';

/** A first prompt that fits, or by how much even the least one does not. Tokens are estimates. */
export type FittedPrompt =
  | {
      readonly kind: 'fits';
      readonly messages: readonly PromptMessage[];
      readonly tokens: number;
      /** What was shortened or left out, one phrase each, for the log. */
      readonly leftOut: readonly string[];
      /** Sections of the plan and definitions that found no room even so, one phrase each. */
      readonly omitted: readonly string[];
    }
  | { readonly kind: 'too-big'; readonly needed: number; readonly available: number };

interface Draft {
  readonly input: PromptInput;
  readonly limits: PromptLimits;
  readonly leftOut: readonly string[];
}

/** Files below this score are context and may go; the others are what the task is about. */
const ABOUT_THE_TASK = 60;
const EXCERPT_LINES = [160, 80, 40] as const;
const HALF_DOCUMENTS = 350;
const FEW_DOCUMENTS = 150;

/**
 * Fits the first prompt into the model's context. Gives way in this order: definitions of files not shown · further planning sections · half of the
 * change documents · context files from the least score · most of the documents · the list of sources · the task's own
 * long files down to excerpts · the documents altogether. Task, rules and the answer format always stay whole.
 */
export function fitPrompt(input: PromptInput, room: PromptRoom, scale = 1): FittedPrompt {
  const available = promptBudget(room);
  let smallest = Number.POSITIVE_INFINITY;
  for (const draft of drafts(input, scale)) {
    const { messages, omitted } = buildPrompt(draft.input, draft.limits);
    const tokens = estimateMessages(messages, scale);
    if (tokens <= available) return { kind: 'fits', messages, tokens, leftOut: draft.leftOut, omitted };
    smallest = Math.min(smallest, tokens);
  }
  return { kind: 'too-big', needed: smallest, available };
}

/** Ever smaller versions of the prompt, made only when they are asked for. */
function* drafts(input: PromptInput, scale: number): Generator<Draft> {
  let draft: Draft = { input, limits: { ...FULL_LIMITS, scale }, leftOut: [] };
  yield draft;
  if (input.definitions && input.definitions.length > 0) {
    draft = shrink(draft, { sharedDefinitions: 0, taskDefinitions: 0 }, 'definitions of files not shown');
    yield draft;
  }
  draft = shrink(draft, { extraTokens: 0 }, 'further planning sections');
  yield draft;
  draft = shrink(draft, { documentTokens: HALF_DOCUMENTS }, 'half of the change documents');
  yield draft;
  const context = input.files.filter((file) => file.score < ABOUT_THE_TASK);
  for (const file of [...context].sort((a, b) => a.score - b.score || b.text.length - a.text.length)) {
    draft = withoutFile(draft, file);
    yield draft;
  }
  draft = shrink(draft, { documentTokens: FEW_DOCUMENTS }, 'most of the change documents');
  yield draft;
  draft = shrink(draft, { paths: 0 }, 'the list of source files');
  yield draft;
  const wholeTexts = new Map(input.files.map((file) => [file.path, file.text]));
  for (const lines of EXCERPT_LINES) {
    draft = withExcerpts(draft, lines, wholeTexts);
    yield draft;
  }
  yield shrink(draft, { documentTokens: 0 }, 'the change documents');
}

function shrink(draft: Draft, limits: Partial<PromptLimits>, what: string): Draft {
  return { ...draft, limits: { ...draft.limits, ...limits }, leftOut: [...draft.leftOut, what] };
}

function withoutFile(draft: Draft, gone: PromptFile): Draft {
  const files = draft.input.files.filter((file) => file.path !== gone.path);
  return { ...draft, input: { ...draft.input, files }, leftOut: [...draft.leftOut, gone.path] };
}

/** Long files of the task in parts. Short ones stay whole: they are asked back whole. */
function withExcerpts(draft: Draft, lines: number, wholeTexts: FileTexts): Draft {
  const task = `${draft.input.task.text} ${draft.input.task.details.join(' ')}`;
  const shortened: string[] = [];
  const files = draft.input.files.map((file) => {
    const wholeLines = file.wholeLines ?? countLines(file.text);
    if (wholeLines <= WHOLE_FILE_LINES) return file;
    const whole = wholeTexts.get(file.path) ?? file.text;
    shortened.push(`parts of ${file.path}`);
    return { ...file, text: excerptFile(whole, task, lines), wholeLines };
  });
  const leftOut = [...new Set([...draft.leftOut, ...shortened])];
  return { ...draft, input: { ...draft.input, files }, leftOut };
}
