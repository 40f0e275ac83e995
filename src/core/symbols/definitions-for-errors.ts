import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { similarity } from '../edits/similarity.ts';
import type { CrateApi } from './crate-api.ts';
import { type ErrorNames, errorNames } from './error-names.ts';
import { printDefinition } from './print-definition.ts';
import { rankCrate } from './rank-crate.ts';
import { rankDefinitions } from './rank-definitions.ts';
import type { Definition, FileSymbols } from './symbol.ts';
import type { SymbolIndex } from './symbol-index.ts';

export interface ErrorContext {
  readonly errors: readonly Diagnostic[];
  /** Of the candidate the errors are about. */
  readonly index: SymbolIndex;
  readonly crates: readonly CrateApi[];
  /** Files of the candidate. */
  readonly files: readonly string[];
}

const MOST = 5;
/** A shorter signature, like that of a variant, is part of much. */
const SHORT = 12;
/** Below the score of an exact name. */
const LEAST = 30;

/**
 * Up to five definitions, one a line, that errors about names are likely to be about: what is really called so, and
 * what a type really has in place of a member it lacks. What rustc itself has quoted is not repeated. When a macro may
 * have made a name that is nowhere defined, that is said instead of nothing.
 */
export function definitionsForErrors(context: ErrorContext): readonly string[] {
  const { errors, index, crates, files } = context;
  const asked = errorNames(errors);
  if (asked.names.names.size === 0 && asked.missing.length === 0) return [];
  const quoted = errors.map(({ rendered }) => rendered.slice(0, 8_000)).join('\n');
  const about = files.flatMap((path) => index.files.get(path) ?? []);
  const lines = [
    ...membersInstead(asked, context),
    ...rankDefinitions(index, { names: asked.names, words: new Set(), files }, 40)
      .filter(({ definition, score }) => score >= LEAST && !isQuoted(quoted, definition))
      .filter(({ definition }) => asked.names.names.has(definition.name))
      .map(({ definition, score }) => ({
        score,
        text: printDefinition(`${definition.path}:${definition.line}`, definition),
      })),
    ...crates
      .flatMap((api) => rankCrate(api, asked.names, about))
      .filter(({ score, definition }) => score >= 90 && !isQuoted(quoted, definition))
      .map(({ api, definition, score }) => ({
        score,
        text: printDefinition(`${api.name} ${api.version}`, definition, definition.use),
      })),
  ];
  const best = lines.sort((a, b) => b.score - a.score).map(({ text }) => text);
  const told = [...new Set(best)].slice(0, MOST);
  return told.length > 0 ? told : hiddenByMacros(asked, context, about);
}

interface Line {
  readonly score: number;
  readonly text: string;
}

/** Members of the type that are called most like what it lacks. */
function membersInstead({ missing }: ErrorNames, { index, crates }: ErrorContext): readonly Line[] {
  return missing.flatMap(([owner, member]) => {
    const own = [...index.byName.values()]
      .flat()
      .filter(({ of, trait, kind }) => of === owner && trait === undefined && kind !== 'type')
      .map((one) => ({ one, text: printDefinition(`${one.path}:${one.line}`, one) }));
    const foreign = crates.flatMap((api) =>
      api.definitions
        .filter(({ of }) => of === owner)
        .map((one) => ({ one, text: printDefinition(`${api.name} ${api.version}`, one, one.use) })),
    );
    return [...own, ...foreign]
      .map(({ one, text }) => ({ text, score: 100 * similarity(one.name, member) }))
      .filter(({ score }) => score >= 40)
      .sort((a, b) => b.score - a.score)
      .slice(0, 3)
      .map(({ text, score }) => ({ text, score: score + 70 }));
  });
}

/** rustc's notes quote what they are about: the line itself, below `--> src/money.rs:12:8`. */
function isQuoted(quoted: string, one: Definition & { readonly path?: string }): boolean {
  const place = one.path === undefined ? undefined : `--> ${one.path}:${one.line}:`;
  const told = one.signature.length >= SHORT && quoted.includes(one.signature);
  return told || (place !== undefined && quoted.includes(place));
}

/** Never claims that a name is absent: item macros may define it. */
function hiddenByMacros(
  { names }: ErrorNames,
  { index }: ErrorContext,
  about: readonly FileSymbols[],
): readonly string[] {
  const macros = [...new Set(about.flatMap((file) => file.itemMacros))].slice(0, 3);
  const unknown = [...names.names]
    .filter((name) => !index.byName.has(name) && /^[A-Z]|_/.test(name))
    .slice(0, 3);
  if (macros.length === 0 || unknown.length === 0) return [];
  return [
    `No definition of ${unknown.join(', ')} is written out in the sources; ${macros.map((one) => `${one}!`).join(', ')} may define more.`,
  ];
}
