import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * Errors that say that something is not there yet, or not in this form: names, methods, fields, arguments, types. A
 * test with any other error (syntax, ownership, lifetimes) would be wrong on a finished task too.
 * Codes: https://doc.rust-lang.org/error_codes/
 */
const NOT_THERE_YET = new Set(
  'E0023 E0026 E0027 E0040 E0050 E0053 E0061 E0063 E0069 E0107 E0220 E0224 E0271 E0277 E0282 E0283 E0308 E0369 E0400 E0404 E0405 E0407 E0412 E0422 E0423 E0424 E0425 E0432 E0433 E0437 E0438 E0451 E0531 E0532 E0533 E0559 E0560 E0574 E0576 E0599 E0600 E0603 E0604 E0605 E0606 E0607 E0608 E0609 E0610 E0614 E0615 E0616 E0618 E0624 E0635 E0639 E0689'.split(
    ' ',
  ),
);

/** Of the errors of tests that were written before the code, those that would be there with the code too. */
export function testFaults(errors: readonly Diagnostic[], text: string): readonly Diagnostic[] {
  const globs = /\buse\s[^;]*\*/.test(text);
  return errors.filter((error) => !NOT_THERE_YET.has(error.code) || (!globs && isForgotten(error)));
}

/** A name that the file does not import: no task could bring it into an integration test. */
function isForgotten({ message, rendered }: Diagnostic): boolean {
  return /\bin this scope\b|\bundeclared type\b/.test(message) || /\bunlinked crate\b/.test(rendered);
}
