import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { errorsByCode } from '../../../src/core/diagnostics/errors-by-code.ts';

const diagnostic = (level: Diagnostic['level'], code: string): Diagnostic => ({
  level,
  code,
  message: '',
  rendered: '',
  suggestions: [],
});

test('errors are counted by code, most frequent first, and warnings are not errors', () => {
  const list = [
    diagnostic('error', 'E0308'),
    diagnostic('warning', 'unused_variables'),
    diagnostic('error', ''),
    diagnostic('error', 'E0425'),
    diagnostic('error', 'E0425'),
  ];
  expect(errorsByCode(list)[0]).toEqual(['E0425', 2]);
  expect(new Map(errorsByCode(list))).toEqual(
    new Map([
      ['E0425', 2],
      ['E0308', 1],
      ['', 1],
    ]),
  );
});
