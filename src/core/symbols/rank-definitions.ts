import { nameParts } from './name-parts.ts';
import type { NamesIn } from './names-in.ts';
import type { FileSymbols } from './symbol.ts';
import type { IndexedDefinition, SymbolIndex } from './symbol-index.ts';

/** What is looked for. */
export interface DefinitionQuery {
  /** Names as they are written in code: of code spans, of compile errors. */
  readonly names: NamesIn;
  /** Telling words of the prose around them, lower case (`taskWords`). */
  readonly words: ReadonlySet<string>;
  /** Files the task is about: what is near them or mentioned in them counts more. */
  readonly files: readonly string[];
}

export interface RankedDefinition {
  readonly definition: IndexedDefinition;
  /** Only good for comparing: about 100 for an exact name, 10 for a word in common. */
  readonly score: number;
}

const EXACT = 100;
const LEAST = 5;

/**
 * Definitions by how well they fit: the exact name before parts of it before words of the doc comment, near and
 * mentioned ones before others, names that occur everywhere last. The same arguments give the same order.
 */
export function rankDefinitions(
  index: SymbolIndex,
  query: DefinitionQuery,
  most = 20,
): readonly RankedDefinition[] {
  const about = query.files.flatMap((path) => index.files.get(path) ?? []);
  const ranked: RankedDefinition[] = [];
  for (const [name, same] of index.byName) {
    const base = nameScore(name, query);
    const rare = 1 / (1 + Math.log2(same.length) / 2 + Math.log10(index.spread.get(name) ?? 1) / 2);
    for (const definition of same) {
      const fit = base * rare + ownerScore(definition, query) + docScore(definition, query.words);
      if (fit <= 0) continue;
      const score = (fit + nearScore(definition, query.files, about)) * weight(definition, query.files);
      if (score >= LEAST) ranked.push({ definition, score });
    }
  }
  return ranked.sort((a, b) => b.score - a.score || before(a.definition, b.definition)).slice(0, most);
}

function nameScore(name: string, { names, words }: DefinitionQuery): number {
  if (names.names.has(name)) return EXACT;
  const lower = name.toLowerCase();
  if (words.has(lower)) return 40;
  const parts = nameParts(name).filter((part) => part.length > 2);
  const met = parts.filter((part) => words.has(part)).length;
  if (met === 0) return 0;
  const share = met / parts.length;
  return met > 1 ? 30 * share : 20 * share;
}

/** `Money::add` means the `add` of `Money`, and a method of a named type is of more use than others. */
function ownerScore({ name, of }: IndexedDefinition, { names }: DefinitionQuery): number {
  if (of === undefined) return 0;
  const owners = names.pairs.filter(([, member]) => member === name).map(([owner]) => owner);
  if (owners.includes(of)) return 100;
  if (owners.some((owner) => /^\p{Lu}/u.test(owner))) return -90;
  return names.names.has(of) ? 15 : 0;
}

function docScore({ doc }: IndexedDefinition, words: ReadonlySet<string>): number {
  if (doc === '' || words.size === 0) return 0;
  const met = new Set(
    doc
      .toLowerCase()
      .match(/\p{L}{3,}/gu)
      ?.filter((word) => words.has(word)),
  );
  return met.size < 2 ? 0 : Math.min(12, met.size * 4);
}

function nearScore(
  { path, name }: IndexedDefinition,
  files: readonly string[],
  about: readonly FileSymbols[],
): number {
  const folder = folderOf(path);
  const near = files.includes(path) ? 12 : files.some((file) => folderOf(file) === folder) ? 6 : 0;
  return near + (about.some(({ words }) => words.has(name)) ? 10 : 0);
}

function weight(
  { inTest, kind, trait, visibility, path }: IndexedDefinition,
  files: readonly string[],
): number {
  const aside = inTest || /(?:^|\/)examples\//.test(path);
  const place = aside ? 0.3 : trait !== undefined ? 0.4 : 1;
  const what = kind === 'mod' ? 0.3 : kind === 'variant' ? 0.7 : 1;
  return place * what * (visibility === 'private' && !files.includes(path) ? 0.7 : 1);
}

function before(a: IndexedDefinition, b: IndexedDefinition): number {
  return a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
