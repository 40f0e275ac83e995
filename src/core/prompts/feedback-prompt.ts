import type { Repair } from '../repairs/repair.ts';
import { repairName } from '../repairs/repair-name.ts';
import { type AnswerForm, answerForm, WHOLE_FILE_LINES } from './answer-form.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { stripHidden } from './strip-hidden.ts';

/** Errors of one round by code, most frequent first, as `Verdict.errorsByCode` has them. */
type ErrorCounts = readonly (readonly [string, number])[];

/** Why a round did not end the task. */
export type FeedbackCause =
  /** The edits were applied and the gates refused them; `feedback` is `Verdict.feedback`. */
  | {
      readonly kind: 'gates';
      readonly feedback: string;
      readonly errors: ErrorCounts;
      readonly errorsBefore?: ErrorCounts;
      /** What was changed in the answer without the model. */
      readonly repairs?: readonly Repair[];
      /** Definitions the errors are about, one a line. */
      readonly definitions?: readonly string[];
    }
  /** The answer could not be read; `explain` is the reply problem's sentence. */
  | { readonly kind: 'reply'; readonly explain: string }
  /** The answer could be read but nothing of it was applied: SEARCH not found, path refused and the like. */
  | { readonly kind: 'edits'; readonly problems: readonly string[] };

export interface FeedbackInput {
  readonly cause: FeedbackCause;
  /** The files of the candidate that the next answer is likely to touch, with their present number of lines. */
  readonly files: readonly { readonly path: string; readonly lines: number }[];
  /** The answer was the same as the one before. */
  readonly repeated: boolean;
  /** The form to answer in this time, whatever the length of the files; set when the usual one led nowhere. */
  readonly form?: AnswerForm;
  /** Most tokens the message may take; the feedback is cut in its middle. */
  readonly budget?: number;
  readonly scale?: number;
}

const USUAL_BUDGET = 1_500;
const MOST_REPAIRS_TOLD = 6;

/**
 * The next user message after a round that failed. Only appended: earlier messages stay as they were, so the server's
 * prompt cache keeps all of them. Says what happened, what changed since the last round, and which form to answer in.
 */
export function feedbackPrompt(input: FeedbackInput): string {
  const budget = input.budget ?? USUAL_BUDGET;
  const before = [
    ...(input.repeated ? ['Your answer was the same as before. Do something else this time.'] : []),
    openingOf(input.cause),
  ];
  const after = [...definitionsPart(input.cause), formPart(input)].join('\n\n');
  const body = bodyOf(input.cause);
  if (body === '') return [...before, after].join('\n\n');
  const room = budget - estimateTokens([...before, after].join('\n\n'), input.scale);
  return [...before, cutMiddle(body, room, input.scale ?? 1), after].join('\n\n');
}

function openingOf(cause: FeedbackCause): string {
  switch (cause.kind) {
    case 'reply':
      return `Your answer could not be used, nothing was changed. ${stripHidden(cause.explain)}`;
    case 'edits':
      return 'Your edits were not applied, none of them. The files are as they were before this answer.';
    case 'gates':
      return `Your edits were applied and formatted, and do not pass yet.${progress(cause)}${repairsPart(cause.repairs ?? [])}`;
  }
}

/** Stands behind the errors, so that it is whole when they are cut. */
function definitionsPart(cause: FeedbackCause): readonly string[] {
  if (cause.kind !== 'gates' || !cause.definitions || cause.definitions.length === 0) return [];
  return [stripHidden(`Definitions that may help:\n${cause.definitions.join('\n')}`)];
}

/** What is quoted, and cut when it is long. */
function bodyOf(cause: FeedbackCause): string {
  switch (cause.kind) {
    case 'reply':
      return '';
    case 'edits':
      return cause.problems.map((problem) => `- ${stripHidden(problem)}`).join('\n');
    case 'gates':
      return stripHidden(cause.feedback).trim();
  }
}

/** ` Since the last round: E0425 is gone, E0308 is new (2).` */
function progress(cause: Extract<FeedbackCause, { kind: 'gates' }>): string {
  if (cause.errorsBefore === undefined) return '';
  const before = new Map(cause.errorsBefore);
  const now = new Map(cause.errors);
  const gone = [...before.keys()].filter((code) => !now.has(code)).map(codeName);
  const fresh = [...now]
    .filter(([code]) => !before.has(code))
    .map(([code, count]) => `${codeName(code)} (${count})`);
  const same = [...now]
    .filter(([code]) => before.has(code))
    .map(([code, count]) => `${codeName(code)} (${before.get(code) ?? 0} before, ${count} now)`);
  const said = [
    ...(gone.length > 0 ? [`fixed: ${gone.join(', ')}`] : []),
    ...(fresh.length > 0 ? [`new: ${fresh.join(', ')}`] : []),
    ...(same.length > 0 ? [`still there: ${same.join(', ')}`] : []),
  ];
  return said.length === 0 ? '' : ` Since the last round ${said.join('; ')}.`;
}

/** The model has to build on the repaired files, so it is told what is no longer as it wrote it. */
function repairsPart(repairs: readonly Repair[]): string {
  if (repairs.length === 0) return '';
  const lines = repairs.map(
    (repair) => `- ${repair.file}:${repair.line} ${repairName(repair)}: ${repair.message}`,
  );
  const shown = lines.slice(0, MOST_REPAIRS_TOLD);
  const left = lines.length - shown.length;
  const more = left > 0 ? [`- and ${left} more`] : [];
  const opening = 'These repairs were made to your edits after compiling them and are in the files now:';
  return stripHidden(`\n\n${[opening, ...shown, ...more].join('\n')}`);
}

function codeName(code: string): string {
  return code === '' ? 'syntax errors' : code;
}

function formPart(input: FeedbackInput): string {
  const long = input.files.filter((file) => answerForm(file.lines) === 'search-replace').slice(0, 8);
  const again = input.cause.kind === 'gates' ? 'Correct this.' : 'Answer again.';
  if (input.form === 'whole')
    return `${again} Answer in another form this time: each file you change whole, as it is to be, with the path on the fence.`;
  if (input.form === 'search-replace')
    return `${again} Answer in another form this time: SEARCH/REPLACE blocks under the path, only for the lines that have to change in the files as they are now.`;
  const whole = `Answer only with edits to the files as they are now: whole files with the path on the fence`;
  return stripHidden(
    long.length === 0
      ? `${again} ${whole}.`
      : `${again} ${whole}; SEARCH/REPLACE blocks for files over ${WHOLE_FILE_LINES} lines (${long.map((file) => file.path).join(', ')}).`,
  );
}

/** Whole lines from the beginning and the end; the first errors are the causes, so the beginning gets two thirds. */
function cutMiddle(text: string, budget: number, scale: number): string {
  if (estimateTokens(text, scale) <= budget) return text;
  const lines = text.split('\n');
  const head = takeLines(lines, (budget * 2) / 3, scale);
  const tail = takeLines(lines.slice(head.length).reverse(), budget / 3, scale).reverse();
  const cut = lines.length - head.length - tail.length;
  return [...head, `[${cut} lines left out]`, ...tail].join('\n');
}

function takeLines(lines: readonly string[], budget: number, scale: number): string[] {
  const taken: string[] = [];
  let left = budget;
  for (const line of lines) {
    left -= estimateTokens(`${line}\n`, scale);
    if (left < 0) break;
    taken.push(line);
  }
  return taken;
}
