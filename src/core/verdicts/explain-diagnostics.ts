import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';

/** Codes whose errors make others follow, roots first; a code not listed is in the middle. */
const ROOTS = ['', 'E0583', 'E0463', 'E0432', 'E0433', 'E0405', 'E0412', 'E0425', 'E0407', 'E0046', 'E0599'];
const FOLLOWERS = ['E0282', 'E0283'];
const MOST_SHOWN = 8;
const MOST_LINES = 24;
const MOST_CHARACTERS = 1_800;
/** The whole stays near 2,500 tokens: a small model's context has to hold several rounds. */
const MOST_ALTOGETHER = 9_000;
const MOST_EXCERPTS = 4;
const LINES_AROUND = 4;

/**
 * What the model reads about errors or warnings: root causes first, each as rustc shows it, numbered lines of the
 * candidate's own text around the first few, and what a code means where it comes first. At most eight are shown.
 */
export function explainDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: FileTexts,
  word: 'error' | 'warning',
): string {
  const ordered = diagnostics.map((each, at) => [rankOf(each), at, each] as const);
  ordered.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const parts = describe(
    ordered.slice(0, MOST_SHOWN).map((entry) => entry[2]),
    texts,
  );
  const count = `${diagnostics.length} new ${word}${diagnostics.length === 1 ? '' : 's'}`;
  const more = diagnostics.length > parts.length ? `, the first ${parts.length} are shown` : '';
  const follow = parts.length > 1 ? ' Start with the first: later ones often follow from it.' : '';
  return `${count}${more}.${follow}\n\n${parts.join('\n\n')}`;
}

/** One paragraph each, as many as fit, at least one. */
function describe(diagnostics: readonly Diagnostic[], texts: FileTexts): readonly string[] {
  const told = new Set<string>();
  const excerpts = new Set<string>();
  const parts: string[] = [];
  let size = 0;
  for (const [at, each] of diagnostics.entries()) {
    const lines = [`${at + 1}. ${placeOf(each)}`, shorten(each.rendered.trimEnd() || each.message)];
    const excerpt =
      excerpts.has(areaOf(each)) || excerpts.size >= MOST_EXCERPTS ? '' : excerptOf(each, texts);
    if (excerpt) {
      excerpts.add(areaOf(each));
      lines.push(`${each.file} as it is now:`, excerpt);
    }
    const gist = gistOf(each.explanation);
    if (gist && !told.has(each.code)) lines.push(`${each.code} means: ${gist}`);
    told.add(each.code);
    const part = lines.join('\n');
    size += part.length;
    if (at > 0 && size > MOST_ALTOGETHER) break;
    parts.push(part);
  }
  return parts;
}

/** Places so near that one excerpt serves them. */
function areaOf({ file, line }: Diagnostic): string {
  return `${file}:${Math.floor((line ?? 0) / (2 * LINES_AROUND))}`;
}

function rankOf(diagnostic: Diagnostic): number {
  const root = ROOTS.indexOf(diagnostic.code);
  if (root >= 0) return root;
  return FOLLOWERS.includes(diagnostic.code) ? 2 * ROOTS.length : ROOTS.length;
}

function placeOf(diagnostic: Diagnostic): string {
  const place = diagnostic.file ? `${diagnostic.file}:${diagnostic.line ?? 1}` : 'no place given';
  return diagnostic.code ? `${place} [${diagnostic.code}]` : place;
}

function shorten(text: string): string {
  const lines = text.split('\n');
  const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), '...'] : lines;
  const joined = kept.join('\n');
  return joined.length > MOST_CHARACTERS ? `${joined.slice(0, MOST_CHARACTERS)}...` : joined;
}

function excerptOf(diagnostic: Diagnostic, texts: FileTexts): string {
  const lines = texts
    .get(diagnostic.file ?? '')
    ?.trimEnd()
    .split('\n');
  const { line } = diagnostic;
  if (!lines || !line || line > lines.length) return '';
  const last = Math.min(diagnostic.endLine ?? line, line + 8);
  const from = Math.max(1, line - LINES_AROUND);
  const to = Math.min(lines.length, last + LINES_AROUND);
  const width = String(to).length;
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const number = from + i;
    const mark = number >= line && number <= last ? '>' : ' ';
    return `${mark}${String(number).padStart(width)} | ${(lines[number - 1] ?? '').slice(0, 200).trimEnd()}`;
  }).join('\n');
}

/** The first one or two sentences of `rustc --explain`, which starts with what the error is. */
function gistOf(explanation: string | undefined): string | undefined {
  const paragraph = explanation
    ?.trim()
    .split(/\n\s*\n|\n```/)[0]
    ?.replaceAll(/\s+/g, ' ');
  if (!paragraph || paragraph.startsWith('```')) return undefined;
  const sentences =
    paragraph
      .match(/[^.]+(\.(?!\s|$)[^.]*)*(\.|$)/g)
      ?.slice(0, 2)
      .join('') ?? paragraph;
  const gist = sentences.trim();
  return gist.length > 300 ? `${gist.slice(0, 300)}...` : gist;
}
