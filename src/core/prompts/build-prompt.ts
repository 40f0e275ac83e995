import { PROFILE_GUIDANCE } from '../profiles/profile-guidance.ts';
import { answerForm, countLines } from './answer-form.ts';
import { cleanText } from './clean-text.ts';
import { estimateTokens } from './estimate-tokens.ts';
import { printWorkspace } from './print-workspace.ts';
import type { PromptFile, PromptInput, PromptMessage } from './prompt-input.ts';
import { languageOf, quoteCode } from './quote-code.ts';
import type { Section } from './split-document.ts';
import { stripHidden } from './strip-hidden.ts';
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
  /** Tokens for definitions that are not in shown files: those of the change, and those of the task. */
  readonly sharedDefinitions: number;
  readonly taskDefinitions: number;
  /** Source paths listed in the map. */
  readonly paths: number;
  /** What `calibrateScale` gave; 1 at first. */
  readonly scale: number;
}

export const FULL_LIMITS: PromptLimits = {
  extraTokens: 150,
  sharedDefinitions: 180,
  taskDefinitions: 100,
  paths: 40,
  scale: 1,
};
/** Everything but files stays below this for a usual task (PRODUCT section 13: 1,200). */
const FRAME_TOKENS = 1_150;
/** Kept free for the task's own text, its guidance and headings. */
const TASK_TOKENS = 190;
const LEAST_DOCUMENT_TOKENS = 200;

/** The first two messages, and what of the plan and the definitions found no room in them, one phrase each. */
export interface BuiltPrompt {
  readonly messages: readonly PromptMessage[];
  readonly omitted: readonly string[];
}

/**
 * The first two messages of a conversation. The order is most stable first, so that a server that caches prompt
 * prefixes reads only what is new: system, rules, workspace, change, shared definitions and files; then what differs
 * between the tasks of a change: files and definitions of the task, further planning, and last the task in its own words.
 */
export function buildPrompt(input: PromptInput, limits: PromptLimits = FULL_LIMITS): BuiltPrompt {
  const rules = cleanText(input.rules).trim();
  const map = printWorkspace(input.packages, input.sources, limits.paths);
  const shared = definitionsPart(input, 'shared', limits);
  const own = definitionsPart(input, 'task', limits);
  const stable = [
    ...(rules === '' ? [] : [`# Rules of this repository\n${rules}`]),
    ...(map === '' ? [] : [`# Workspace\n${map}`]),
  ];
  const spent = estimateTokens(`${SYSTEM_PROMPT}${[...stable, ...shared.parts].join('\n\n')}`, limits.scale);
  const free = FRAME_TOKENS - TASK_TOKENS - limits.extraTokens - spent;
  const room = limits.documentTokens ?? Math.max(LEAST_DOCUMENT_TOKENS, free);
  const documents = trimDocuments(input.documents, room, limits.scale);
  const left = limits.extraTokens - estimateTokens(own.parts.join(''), limits.scale);
  const extra = relevant(documents.omitted, input, { ...limits, extraTokens: left });
  const parts = [
    ...stable,
    ...(documents.text === '' ? [] : [`# Change ${input.task.change}\n${documents.text}`]),
    ...shared.parts,
    ...filesPart('# Files', input.files, 'shared'),
    ...filesPart('# Files of this task', input.files, 'task'),
    ...own.parts,
    ...(extra.length === 0 ? [] : [`# More of the plan\n${extra.map(({ text }) => text).join('\n')}`]),
    ...guidancePart(input.profile),
    `${taskPart(input.task)}${testsPart(input)}`,
  ];
  const unsaid = documents.omitted.filter((section) => !extra.includes(section)).map(nameSection);
  return {
    messages: [
      { role: 'system', content: SYSTEM_PROMPT },
      { role: 'user', content: parts.join('\n\n') },
    ],
    omitted: [...unsaid, ...shared.omitted, ...own.omitted, ...(input.unread ?? [])],
  };
}

/** What an issue says over several lines begins no section of ours. */
const OWN_TITLE =
  /^( {0,3})(?=#[ \t]+(?:Task|Rules of|Workspace|Change|Files|More of|Definitions|More definitions)\b)/gim;

const DEFINITION_TITLES = {
  shared: '# Definitions in files not shown, and in crates',
  task: '# More definitions in files not shown, and in crates',
} as const;

/** As many of the definitions, from the best on, as fit. */
function definitionsPart(
  input: PromptInput,
  placement: PromptFile['placement'],
  limits: PromptLimits,
): { readonly parts: readonly string[]; readonly omitted: readonly string[] } {
  const title = DEFINITION_TITLES[placement];
  let left = limits[`${placement}Definitions`] - estimateTokens(title, limits.scale);
  const lines: string[] = [];
  const omitted: string[] = [];
  for (const { name, text, placement: own } of input.definitions ?? []) {
    if (own !== placement) continue;
    const line = cleanText(text);
    left -= estimateTokens(`${line}\n`, limits.scale);
    if (left >= 0) lines.push(line);
    else omitted.push(`the definition of ${name}`);
  }
  return { parts: lines.length === 0 ? [] : [[title, ...lines].join('\n')], omitted };
}

function nameSection({ document, text }: Section): string {
  const heading = text.split('\n', 1)[0]?.replace(/^#+\s*/, '') ?? '';
  const file = document.path.slice(document.path.lastIndexOf('/') + 1);
  return `"${heading.slice(0, 80)}" of ${file}`;
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

/** Code is quoted as it is but for what cannot be seen: SEARCH lines are copied from it (`restoreHidden`). */
function printFile(file: PromptFile): string {
  const lines = file.wholeLines ?? countLines(file.text);
  const form =
    answerForm(lines) === 'whole'
      ? ''
      : `${file.wholeLines === undefined ? '' : ', shown in part'}, edit with SEARCH/REPLACE`;
  return `## ${cleanText(file.path).replace(/\s+/g, ' ')} (${lines} lines${form})\n${quoteCode(stripHidden(file.text), languageOf(file.path))}`;
}

/** Sections left out before that share most words with the task, as far as they fit. */
function relevant(omitted: readonly Section[], input: PromptInput, limits: PromptLimits): readonly Section[] {
  const words = taskWords(`${input.task.text} ${input.task.details.join(' ')}`);
  const scored = omitted
    .map((section) => ({
      section,
      score: [...taskWords(section.text)].filter((word) => words.has(word)).length,
    }))
    .filter(({ score }) => score >= 2)
    .sort((a, b) => b.score - a.score);
  const taken: Section[] = [];
  let left = limits.extraTokens;
  for (const { section } of scored) {
    const cost = estimateTokens(section.text, limits.scale);
    if (cost > left) continue;
    taken.push(section);
    left -= cost;
  }
  return taken;
}

/** Directly before the task: what stands before it is shared by the tasks of a change. */
function guidancePart(profile: PromptInput['profile']): readonly string[] {
  const guidance = PROFILE_GUIDANCE[profile];
  return guidance === '' ? [] : [guidance];
}

function testsPart({ tests }: PromptInput): string {
  const given = tests?.();
  return given ? testsShown(given.path, given.text) : '';
}

function taskPart(task: PromptInput['task']): string {
  const where = task.section.length > 0 ? ` (${task.section.join(' > ')})` : '';
  const details = task.details.map((detail) => (/^\s*[-*+]/.test(detail) ? detail : `- ${detail}`));
  const said = cleanText([task.text, ...details].join('\n')).replace(OWN_TITLE, '$1\\');
  return `${cleanText(`# Task ${task.id} of ${task.change}${where}`)}\n${said}`;
}
