import { answerForm, countLines } from './answer-form.ts';
import { cleanText } from './clean-text.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { printWorkspace } from './print-workspace.ts';
import type { PromptFile, PromptInput, PromptMessage } from './prompt-input.ts';
import { languageOf, quoteCode } from './quote-code.ts';
import type { Section } from './split-document.ts';
import { SYSTEM_PROMPT } from './system-prompt.ts';
import { taskWords } from './task-words.ts';
import { testsShown } from './tests-request.ts';
import { trimDocuments } from './trim-documents.ts';

/** How much of the input goes in; `fitPrompt` turns these down when room is short. */
export interface PromptLimits {
  /** Tokens for the change documents; undefined: what {@link FRAME_TOKENS} leaves. */
  readonly documentTokens?: number;
  /** Tokens for sections that found no room but share words with the task. */
  readonly extraTokens: number;
  /** Source paths listed in the map. */
  readonly paths: number;
  /** What `calibrateScale` gave; 1 at first. */
  readonly scale: number;
}

export const FULL_LIMITS: PromptLimits = { extraTokens: 150, paths: 40, scale: 1 };
/** Everything but files stays below this for a usual task (PRODUCT section 13: 1,200). */
const FRAME_TOKENS = 1_150;
/** Kept free for the task's own text and headings. */
const TASK_TOKENS = 130;
const LEAST_DOCUMENT_TOKENS = 200;

/**
 * The first two messages of a conversation. The order is most stable first, so that a server that caches prompt
 * prefixes reads only what is new: system, rules, workspace, change, shared files; then what differs between the tasks
 * of a change: files of the task, further planning, and last the task in its own words.
 */
export function buildPrompt(
  input: PromptInput,
  limits: PromptLimits = FULL_LIMITS,
): readonly PromptMessage[] {
  const rules = cleanText(input.rules).trim();
  const map = printWorkspace(input.packages, input.sources, limits.paths);
  const stable = [
    ...(rules === '' ? [] : [`# Rules of this repository\n${rules}`]),
    ...(map === '' ? [] : [`# Workspace\n${map}`]),
  ];
  const spent = estimateTokens(`${SYSTEM_PROMPT}${stable.join('\n\n')}`, limits.scale);
  const free = FRAME_TOKENS - TASK_TOKENS - limits.extraTokens - spent;
  const room = limits.documentTokens ?? Math.max(LEAST_DOCUMENT_TOKENS, free);
  const documents = trimDocuments(input.documents, room, limits.scale);
  const extra = relevant(documents.omitted, input, limits);
  const parts = [
    ...stable,
    ...(documents.text === '' ? [] : [`# Change ${input.task.change}\n${documents.text}`]),
    ...filesPart('# Files', input.files, 'shared'),
    ...filesPart('# Files of this task', input.files, 'task'),
    ...(extra === '' ? [] : [`# More of the plan\n${extra}`]),
    `${taskPart(input.task)}${input.tests ? testsShown(input.tests.path, input.tests.text) : ''}`,
  ];
  return [
    { role: 'system', content: SYSTEM_PROMPT },
    { role: 'user', content: parts.join('\n\n') },
  ];
}

function filesPart(
  title: string,
  files: readonly PromptFile[],
  placement: PromptFile['placement'],
): readonly string[] {
  const chosen = files.filter((file) => file.placement === placement);
  if (chosen.length === 0) return [];
  return [[title, ...chosen.map(printFile)].join('\n')];
}

/** Code is quoted byte for byte: SEARCH lines are copied from it. */
function printFile(file: PromptFile): string {
  const lines = file.wholeLines ?? countLines(file.text);
  const form =
    answerForm(lines) === 'whole'
      ? ''
      : `${file.wholeLines === undefined ? '' : ', shown in part'}, edit with SEARCH/REPLACE`;
  return `## ${cleanText(file.path)} (${lines} lines${form})\n${quoteCode(file.text.replaceAll('\r\n', '\n'), languageOf(file.path))}`;
}

/** Sections left out before that share most words with the task, as far as they fit. */
function relevant(omitted: readonly Section[], input: PromptInput, limits: PromptLimits): string {
  const words = taskWords(`${input.task.text} ${input.task.details.join(' ')}`);
  const scored = omitted
    .map((section) => ({
      section,
      score: [...taskWords(section.text)].filter((word) => words.has(word)).length,
    }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score);
  const taken: string[] = [];
  let left = limits.extraTokens;
  for (const { section } of scored) {
    const cost = estimateTokens(section.text, limits.scale);
    if (cost > left) continue;
    taken.push(section.text);
    left -= cost;
  }
  return taken.join('\n');
}

function taskPart(task: PromptInput['task']): string {
  const where = task.section.length > 0 ? ` (${task.section.join(' > ')})` : '';
  const details = task.details.map((detail) => (/^\s*[-*+]/.test(detail) ? detail : `- ${detail}`));
  return cleanText([`# Task ${task.id} of ${task.change}${where}`, task.text, ...details].join('\n'));
}
