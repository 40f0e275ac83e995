import type { CrateApi, CrateDefinition } from './crate-api.ts';
import type { NamesIn } from './names-in.ts';
import type { FileSymbols } from './symbol.ts';

export interface RankedCrateItem {
  readonly api: CrateApi;
  readonly definition: CrateDefinition;
  readonly score: number;
}

/**
 * Items of a dependency by how surely they are meant: a method that is named with its type, a named type, function or
 * macro, and what the files at hand import from the crate and mention often. A bare method name says too little.
 */
export function rankCrate(
  api: CrateApi,
  names: NamesIn,
  about: readonly FileSymbols[],
): readonly RankedCrateItem[] {
  const imported = importedFrom(api.name, about);
  const ranked = api.definitions.flatMap((definition): RankedCrateItem[] => {
    const score = scoreOf(definition, names, imported);
    return score > 0 ? [{ api, definition, score }] : [];
  });
  return ranked.sort(
    (a, b) =>
      b.score - a.score ||
      a.definition.use.length - b.definition.use.length ||
      (printKey(a.definition) < printKey(b.definition) ? -1 : 1),
  );
}

function scoreOf(
  { name, of, kind }: CrateDefinition,
  { names, pairs }: NamesIn,
  imported: ReadonlyMap<string, number>,
): number {
  if (of !== undefined) {
    if (pairs.some(([owner, member]) => owner === of && member === name)) return 110;
    const known = names.has(of) || imported.has(of);
    return known && names.has(name) ? 90 : 0;
  }
  if (kind === 'mod') return 0;
  if (names.has(name)) return imported.has(name) ? 105 : 100;
  const count = imported.get(name) ?? 0;
  return count > 0 ? 20 + Math.min(20, count) : 0;
}

/** Names that files import from the crate, with how often they mention them. */
function importedFrom(crate: string, about: readonly FileSymbols[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const { imports, words } of about) {
    for (const { path, name } of imports) {
      const last = path.at(-1);
      if (path[0] !== crate || last === undefined || path.length < 2) continue;
      names.set(last, (names.get(last) ?? 0) + (words.get(name) ?? 0));
    }
  }
  return names;
}

function printKey({ use, signature }: CrateDefinition): string {
  return `${use} ${signature}`;
}
