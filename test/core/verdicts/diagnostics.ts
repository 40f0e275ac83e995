import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';

/** A diagnostic as rustc would render it, at a line of a source text. */
export function diagnostic(parts: Partial<Diagnostic> & { readonly source?: string }): Diagnostic {
  const {
    level = 'error',
    code = 'E0308',
    message = 'mismatched types',
    file = 'src/lib.rs',
    line = 3,
  } = parts;
  const { source = 'let x: u8 = "";', ...rest } = parts;
  const rendered = `${level}[${code}]: ${message}\n --> ${file}:${line}:5\n  |\n${line} |     ${source}\n  |     ^^^\n\n`;
  return { level, code, message, rendered, file, line, column: 5, suggestions: [], ...rest };
}
