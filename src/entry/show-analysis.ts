import { tellOffset } from '../core/artifacts/tell-offset.ts';
import { textInterest } from '../core/artifacts/text-interest.ts';
import type { ArtifactFacts, ArtifactRange, SecurityNote, Semantic } from '../core/bricks/sidecar.ts';
import { plainLine } from '../core/text/plain-line.ts';
import type { Analysis } from '../ports/analyst.ts';

const MOST_ROWS = 40;
const MOST_TEXTS = 12;

/** Facts and meaning for people; `--json` has all of it. */
export function showAnalysis(source: string, { facts, semantic }: Analysis, factsOnly: boolean): string {
  const lines = [
    ...(facts ? showFacts(source, facts) : [source]),
    ...showNotes(semantic.security ?? []),
    ...(factsOnly ? [] : showSemantic(semantic)),
  ];
  return lines.map(plainLine).join('\n');
}

function showFacts(source: string, facts: ArtifactFacts): readonly string[] {
  const { format, properties, sections, symbols, imports = [], strings = [], dense = [] } = facts;
  const telling = strings.toSorted((a, b) => textInterest(b.name) - textInterest(a.name));
  const rows = Object.entries(properties);
  const told = rows.slice(0, MOST_ROWS).map(([name, value]) => `  ${name.padEnd(18)} ${value}`);
  const counts = [
    `${sections.length} sections`,
    `${symbols.length} symbols`,
    `${imports.length} imports`,
    `${strings.length} texts`,
  ];
  return [
    `${source}: ${format}`,
    ...told,
    ...(rows.length > MOST_ROWS ? [`  … and ${rows.length - MOST_ROWS} more`] : []),
    counts.join(', '),
    ...dense.slice(0, MOST_TEXTS).map((range) => `  ${hex(range)} ${range.size} bytes of ${range.name}`),
    ...telling.slice(0, MOST_TEXTS).map((range) => `  ${hex(range)} ${JSON.stringify(range.name)}`),
  ];
}

function showNotes(notes: readonly SecurityNote[]): readonly string[] {
  if (notes.length === 0) return [];
  const shown = notes.map((note) => `  ${note.severity.padEnd(8)} ${hex(note)}  ${note.text}`);
  return ['', 'Security', ...shown];
}

function showSemantic(semantic: Semantic): readonly string[] {
  if (semantic.state === 'unanalysed') return ['', `unanalysed: ${semantic.why ?? 'no model was asked'}`];
  const { summary, kind, components, tags, confidence, model, dropped = 0, next_step } = semantic;
  const left = dropped === 0 ? '' : `, ${dropped} of its claims left out`;
  return [
    '',
    summary,
    `kind        ${kind}`,
    `components  ${components.join(', ') || 'none'}`,
    `tags        ${tags.join(', ') || 'none'}`,
    `said by     ${model}, confidence ${confidence.toFixed(2)}${left}`,
    '',
    `Next step: ${next_step}`,
  ];
}

function hex(place: Pick<ArtifactRange, 'offset' | 'within'>): string {
  return tellOffset(place, 6);
}
