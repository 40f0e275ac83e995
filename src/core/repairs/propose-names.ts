import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';
import { isSlip } from '../text/is-slip.ts';
import { rustTokens } from '../verdicts/rust-tokens.ts';
import type { Proposal } from './proposal.ts';
import { STD_METHODS } from './std-methods.ts';

/** What rustc says of a name that nothing has. Wordings: compiler/rustc_resolve and rustc_hir_typeck. */
const UNKNOWN = [
  /^no (?:method|field|function or associated item|associated item|associated function or constant|variant|variant, associated function, or constant|variant or associated item)(?: named)? `(\w{1,100})` /,
  /^cannot find [a-z, ]+ `(\w{1,100})` in /,
  /^unresolved import `(?:\w+::)*(\w{1,100})`$/,
  /^(?:use of unresolved module or unlinked crate|failed to resolve: use of unresolved module or unlinked crate) `(\w{1,100})`$/,
  /^(?:cannot|could not) find `(\w{1,100})` in /,
  /^struct `\w+` has no field named `(\w{1,100})`$/,
];
const ROOTS = ['crate', 'super', 'self', 'std', 'core', 'alloc'];
/** Shorter names are near to too many others. */
const LEAST = 4;
const MOST_NAMES = 20_000;

/** Whether there are errors that {@link proposeNames} may have an answer to. */
export function hasUnknownNames(errors: readonly Diagnostic[]): boolean {
  return errors.some((error) => unknownIn(error) !== undefined);
}

/**
 * The one name that an unknown one is a slip of, whatever rustc suggests: one letter too many, too few, another, or
 * two swapped. Names are those of the sources and of std's usual methods; with two that near nothing is guessed.
 */
export function proposeNames(
  errors: readonly Diagnostic[],
  lookup: { readonly sources: FileTexts; readonly mayEdit: (path: string) => boolean },
): readonly Proposal[] {
  let known: ReadonlyMap<string, number> | undefined;
  return errors.flatMap((error): readonly Proposal[] => {
    const { code, file, line } = error;
    const wrong = unknownIn(error);
    if (wrong === undefined || file === undefined || !line || !lookup.mayEdit(file)) return [];
    const text = lookup.sources.get(file);
    if (text === undefined) return [];
    known ??= namesOf(lookup.sources);
    const near = nearest(wrong, known);
    const place = near === undefined ? undefined : placeOf(text, { word: wrong, line, column: error.column });
    if (near === undefined || !place) return [];
    const message = `nothing is called \`${wrong}\`, and \`${near}\` is nearest`;
    return [{ kind: 'name', code, file, line, message, replacements: [{ file, ...place, text: near }] }];
  });
}

function unknownIn({ level, message }: Diagnostic): string | undefined {
  if (level !== 'error') return undefined;
  for (const pattern of UNKNOWN) {
    const name = pattern.exec(message)?.[1];
    if (name !== undefined) return name.length >= LEAST ? name : undefined;
  }
  return undefined;
}

/** How often each name of the sources occurs. */
function namesOf(sources: FileTexts): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const name of [...ROOTS, ...STD_METHODS]) names.set(name, 2);
  for (const [path, text] of sources) {
    if (!path.endsWith('.rs') || names.size > MOST_NAMES) continue;
    for (const token of rustTokens(text))
      if (token.kind === 'word') names.set(token.text, (names.get(token.text) ?? 0) + 1);
  }
  return names;
}

/** A name that occurs once only is the slip itself, or another one. */
function nearest(wrong: string, known: ReadonlyMap<string, number>): string | undefined {
  const near = [...known].filter(([name, count]) => count > 1 && name !== wrong && isSlip(wrong, name));
  return near.length === 1 ? near[0]?.[0] : undefined;
}

/** Bytes of the word at the column, else where the line has it once. */
function placeOf(
  text: string,
  {
    word,
    line,
    column,
  }: { readonly word: string; readonly line: number; readonly column?: number | undefined },
): { readonly byteStart: number; readonly byteEnd: number } | undefined {
  const lines = text.split('\n');
  const all = [...(lines[line - 1] ?? '').matchAll(/\w+/g)].filter((match) => match[0] === word);
  const there = all.filter((match) => match.index + 1 === column);
  const found = there.length === 1 ? there : all;
  if (found.length !== 1) return undefined;
  const before = lines.slice(0, line - 1).map((each) => `${each}\n`);
  const start = Buffer.byteLength(`${before.join('')}${lines[line - 1]?.slice(0, found[0]?.index) ?? ''}`);
  return { byteStart: start, byteEnd: start + Buffer.byteLength(word) };
}
