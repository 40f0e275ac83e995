import { estimateTokens } from './estimate-tokens.ts';
import type { ChangeDocument } from './prompt-input.ts';
import { type Section, splitDocument } from './split-document.ts';
import { stripHidden } from './strip-hidden.ts';

/** The documents as they stand in the prompt, and the sections that found no room. */
export interface TrimmedDocuments {
  readonly text: string;
  readonly omitted: readonly Section[];
}

const CUT_MARK = '[…]';
/** A section cut shorter than this says nothing. */
const LEAST_TOKENS = 30;

/**
 * Takes whole sections, the dearest first, until `budget` tokens are used; the first that does not fit is cut at a
 * line. What stands there keeps the order of the documents. Depends on nothing but its arguments, so that all tasks of
 * a change get the same text.
 */
export function trimDocuments(
  documents: readonly ChangeDocument[],
  budget: number,
  scale = 1,
): TrimmedDocuments {
  const sections = documents.flatMap(splitDocument);
  const order = sections.map((_, at) => at).sort((a, b) => rank(sections, a) - rank(sections, b) || a - b);
  const taken = new Map<number, string>();
  const named = new Set<string>();
  let left = budget;
  for (const at of order) {
    const section = sections[at];
    if (!section) continue;
    const frame = named.has(section.document.path)
      ? 0
      : estimateTokens(frameOf(section.document.path, ''), scale);
    const room = left - frame;
    const cost = estimateTokens(`${section.text}\n`, scale);
    const text = cost <= room ? section.text : cutLines(section.text, room, scale);
    if (text === undefined) break;
    taken.set(at, text);
    named.add(section.document.path);
    left -= frame + estimateTokens(`${text}\n`, scale);
    if (cost > room) break;
  }
  const texts = documents.flatMap((document) => {
    const parts = sections.flatMap((section, at) => (section.document === document ? [taken.get(at)] : []));
    const shown = parts.filter((part) => part !== undefined);
    return shown.length > 0 ? [frameOf(document.path, shown.join('\n'))] : [];
  });
  return {
    text: texts.join('\n'),
    omitted: sections.filter((section, at) => taken.get(at) !== section.text),
  };
}

/** A document between tags that its text cannot close. */
function frameOf(path: string, text: string): string {
  const safe = text.replace(/<(\/?)document/gi, '<$1 document');
  return `<document path="${stripHidden(path).replace(/["<>\n]/g, '')}">\n${safe}\n</document>`;
}

function cutLines(text: string, budget: number, scale: number): string | undefined {
  if (budget < LEAST_TOKENS) return undefined;
  const kept: string[] = [];
  let left = budget - estimateTokens(`${CUT_MARK}\n`, scale);
  for (const line of text.split('\n')) {
    left -= estimateTokens(`${line}\n`, scale);
    if (left < 0) break;
    kept.push(line);
  }
  return kept.length > 1 ? [...kept, CUT_MARK].join('\n') : undefined;
}

function rank(sections: readonly Section[], at: number): number {
  return sections[at]?.rank ?? 0;
}
