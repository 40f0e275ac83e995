import { cleanText } from './clean-text.ts';
import type { ChangeDocument } from './prompt-input.ts';

/** A heading of a planning document with the text below it, up to the next heading. */
export interface Section {
  readonly document: ChangeDocument;
  readonly text: string;
  /** What goes first when room is short; 0 is dearest. */
  readonly rank: number;
}

const RANKS: readonly (readonly [ChangeDocument['kind'], RegExp, number])[] = [
  ['spec', /^#{1,6}\s+(?:Requirement|Scenario)\b/i, 0],
  ['spec', /^#{1,6}\s+(?:ADDED|MODIFIED|REMOVED|RENAMED)\b/i, 0],
  ['proposal', /^#{1,6}\s+What/i, 1],
  ['design', /^#{1,6}\s+.*(?:decision|approach|interface|api|data model)/i, 2],
  ['proposal', /^#{1,6}\s+Why/i, 3],
  ['design', /^#{1,6}\s+.*(?:goal|scope)/i, 4],
];
const OTHER_RANK = 5;

/** A document's sections in their order, cleaned, runs of blank lines closed up; sections that are only a title are left out. */
export function splitDocument(document: ChangeDocument): readonly Section[] {
  const chunks: string[][] = [[]];
  let fenced = false;
  for (const line of cleanText(document.text).split('\n')) {
    if (/^\s{0,3}(?:`{3,}|~{3,})/.test(line)) fenced = !fenced;
    if (!fenced && /^#{1,6}\s/.test(line)) chunks.push([]);
    if (fenced || line.trim() !== '') chunks.at(-1)?.push(line.trimEnd());
  }
  let inherited = OTHER_RANK;
  const sections: Section[] = [];
  for (const lines of chunks) {
    const [first = ''] = lines;
    const own = rankOf(document.kind, first);
    const rank = own ?? (/^#{3,}\s/.test(first) ? inherited : OTHER_RANK);
    inherited = rank;
    const isTitle =
      lines.length === 1 &&
      /^#{1,2}\s/.test(first) &&
      !/^##\s+(?:ADDED|MODIFIED|REMOVED|RENAMED)/i.test(first);
    if (lines.length > 0 && !isTitle) sections.push({ document, text: lines.join('\n'), rank });
  }
  return sections;
}

function rankOf(kind: ChangeDocument['kind'], heading: string): number | undefined {
  return RANKS.find(([of, pattern]) => of === kind && pattern.test(heading))?.[2];
}
