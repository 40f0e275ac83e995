import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { errorsByCode } from '../../../src/core/diagnostics/errors-by-code.ts';
import { newDiagnostics } from '../../../src/core/diagnostics/new-diagnostics.ts';

function diagnostic(line: number, source: string, more: Partial<Diagnostic> = {}): Diagnostic {
  const number = String(line);
  const gutter = ' '.repeat(number.length);
  return {
    level: 'error',
    code: 'E0308',
    message: 'mismatched types',
    file: 'src/lib.rs',
    line,
    rendered: `error[E0308]: mismatched types\n${gutter}--> src/lib.rs:${line}:5\n${gutter} |\n${number} | ${source}\n${gutter} | ^^^^\n`,
    suggestions: [],
    ...more,
  };
}

test('an old error that moved to another line is not new', () => {
  expect(newDiagnostics([diagnostic(112, '    "no"')], [diagnostic(8, '    "no"')])).toEqual([]);
});

test('the same words about another source line, in another file or once more are new', () => {
  const old = diagnostic(8, '    "no"');
  const other = diagnostic(9, '    "never"');
  const elsewhere = diagnostic(8, '    "no"', { file: 'src/main.rs' });
  const again = diagnostic(20, '    "no"');
  expect(newDiagnostics([old, other, elsewhere, again], [old])).toEqual([other, elsewhere, again]);
});

test('errors are counted by code, most frequent first, and warnings are not errors', () => {
  const list = [
    diagnostic(1, 'a', { code: 'E0001' }),
    diagnostic(2, 'b'),
    diagnostic(3, 'c', { code: '' }),
    diagnostic(4, 'd'),
    diagnostic(5, 'e', { level: 'warning' }),
  ];
  expect(errorsByCode(list)).toEqual([
    ['E0308', 2],
    ['', 1],
    ['E0001', 1],
  ]);
});
