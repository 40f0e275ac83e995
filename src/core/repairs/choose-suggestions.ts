import type { Diagnostic, Suggestion } from '../diagnostics/diagnostic.ts';
import type { Proposal, Proposals } from './proposal.ts';
import type { RepairKind } from './repair.ts';

/** What a person or the model has to decide: lints silenced, unsafe code, code that only stands in for code. */
const NOT_WITHOUT_ASKING = /\bunsafe\b|#!?\s*\[|\b(?:todo|unimplemented|unreachable|panic)\s*!|\/\*.*\*\//s;
/** The attributes that rustc proposes and that silence nothing. */
const DERIVE = /^\s*#\[derive\([\w\s,:]*\)\]\s*$/;

/** rustc does not look whether another crate has the file as its module already, or why nobody has. */
const COMPILES_TWICE = /^to make use of source file /;

/** What is looked for in messages of rustc and clippy. */
export interface WantedSuggestions {
  readonly level: 'error' | 'warning';
  /** Whether a repair may touch the file. */
  readonly mayEdit: (file: string) => boolean;
}

/**
 * The suggestions of rustc that may be tried on these messages, its surest first, else in the order of the messages.
 * Left out are files that may not be edited and what must not be decided here. A suggestion "with placeholders" counts
 * as plausible when it writes something and has none after all: rustc calls a variant of a similar name so.
 */
export function chooseSuggestions(messages: readonly Diagnostic[], wanted: WantedSuggestions): Proposals {
  const kind: RepairKind = wanted.level === 'error' ? 'suggestion' : 'warning';
  const chosen = messages
    .filter((each) => each.level === wanted.level)
    .flatMap((each, at) =>
      each.suggestions.filter(isFirstOfItsMeaning).map((suggestion) => ({
        message: each,
        suggestion,
        choice: choiceOf(suggestion, each.suggestions, at),
      })),
    )
    .filter(({ suggestion }) => isOpen(suggestion, wanted.mayEdit));
  const of = (...applicabilities: readonly Suggestion['applicability'][]) =>
    chosen
      .filter(({ suggestion }) => applicabilities.includes(suggestion.applicability))
      .map(({ message, suggestion, choice }) => ({
        ...asProposal(kind, message, suggestion),
        ...(choice === undefined ? {} : { choice }),
      }));
  return { sure: of('MachineApplicable'), maybe: [...of('MaybeIncorrect'), ...of('HasPlaceholders')] };
}

function isOpen(
  { message, applicability, replacements }: Suggestion,
  mayEdit: (file: string) => boolean,
): boolean {
  const writes = replacements.some(({ text }) => text.trim() !== '');
  return (
    replacements.length > 0 &&
    !COMPILES_TWICE.test(message) &&
    (writes || applicability !== 'HasPlaceholders') &&
    replacements.every(
      ({ file, text }) =>
        file.endsWith('.rs') && mayEdit(file) && (DERIVE.test(text) || !NOT_WITHOUT_ASKING.test(text)),
    )
  );
}

/** "Consider importing one of these structs": the same words, the same place, another text. */
function choiceOf(one: Suggestion, all: readonly Suggestion[], error: number): string | undefined {
  const place = placeOf(one);
  const meanings = new Set(all.filter((each) => placeOf(each) === place).map(meaningOf));
  return meanings.size > 1 ? `${error} ${place}` : undefined;
}

function isFirstOfItsMeaning(one: Suggestion, at: number, all: readonly Suggestion[]): boolean {
  return !all
    .slice(0, at)
    .some((each) => placeOf(each) === placeOf(one) && meaningOf(each) === meaningOf(one));
}

const placeOf = ({ message, replacements: [first] }: Suggestion) =>
  JSON.stringify([message, first?.file, first?.byteStart, first?.byteEnd]);

/** `core` and `alloc` have what `std` has. */
const meaningOf = ({ replacements }: Suggestion) =>
  JSON.stringify(replacements.map(({ text }) => text.replace(/\b(core|alloc)::/g, 'std::')));

function asProposal(
  kind: RepairKind,
  { code, file, line }: Diagnostic,
  { message, replacements }: Suggestion,
): Proposal {
  return { kind, code, file: file ?? '', line: line ?? 1, message, replacements };
}
