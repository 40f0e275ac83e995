import type { Diagnostic, Suggestion } from '../diagnostics/diagnostic.ts';

/** A suggestion that may be tried, and the error it answers. */
export interface ChosenSuggestion {
  readonly error: Diagnostic;
  readonly suggestion: Suggestion;
}

/** What a person or the model has to decide: lints silenced, unsafe code, code that only stands in for code. */
const NOT_WITHOUT_ASKING = /\bunsafe\b|#!?\s*\[|\b(?:todo|unimplemented|unreachable|panic)\s*!|\/\*.*\*\//s;
/** The attributes that rustc proposes and that silence nothing. */
const DERIVE = /^\s*#\[derive\([\w\s,:]*\)\]\s*$/;

/**
 * The suggestions of rustc that may be tried on these errors, its surest first, else in the order of the errors. Left
 * out are placeholders, files that may not be edited, and what must not be decided here.
 *
 * @param mayEdit whether a repair may touch the file.
 */
export function chooseSuggestions(
  errors: readonly Diagnostic[],
  mayEdit: (file: string) => boolean,
): { readonly sure: readonly ChosenSuggestion[]; readonly maybe: readonly ChosenSuggestion[] } {
  const chosen = errors
    .filter((error) => error.level === 'error')
    .flatMap((error) => error.suggestions.map((suggestion) => ({ error, suggestion })))
    .filter(({ suggestion }) => isOpen(suggestion, mayEdit));
  const of = (applicability: Suggestion['applicability']) =>
    chosen.filter(({ suggestion }) => suggestion.applicability === applicability);
  return { sure: of('MachineApplicable'), maybe: of('MaybeIncorrect') };
}

function isOpen({ replacements }: Suggestion, mayEdit: (file: string) => boolean): boolean {
  return (
    replacements.length > 0 &&
    replacements.every(
      ({ file, text }) =>
        file.endsWith('.rs') && mayEdit(file) && (DERIVE.test(text) || !NOT_WITHOUT_ASKING.test(text)),
    )
  );
}
