import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import { hasUnknownNames, proposeNames } from '../../../src/core/repairs/propose-names.ts';

const FILE = 'src/lib.rs';
const error = (message: string, line: number, more: Partial<Diagnostic> = {}): Diagnostic => ({
  ...{ level: 'error', code: 'E0599', message, rendered: '', file: FILE, line, column: 1, suggestions: [] },
  ...more,
});
function named(text: string, message: string, line: number, others: Record<string, string> = {}) {
  const sources = new Map([[FILE, text], ...Object.entries(others)]);
  const errors = [error(message, line)];
  return proposeNames(errors, { sources, mayEdit: () => true }).map(({ replacements }) =>
    applyReplacements(sources, replacements)?.get(FILE),
  );
}

test.each([
  ['no method named `to_onwed` found for reference `&str` in the current scope', 'to_onwed', 'to_owned'],
  ['no field `widht` on type `Size`', 'widht', 'width'],
  ['cannot find function `parse_lin` in this scope', 'parse_lin', 'parse_line'],
  ['cannot find type `Sise` in this scope', 'Sise', 'Size'],
  ['unresolved import `crates::size`', 'crates', undefined],
  ['unresolved import `crates`', 'crates', 'crate'],
  ['use of unresolved module or unlinked crate `supr`', 'supr', 'super'],
  ['struct `Size` has no field named `heigth`', 'heigth', 'height'],
])('%s', (message, wrong, right) => {
  const others = {
    'src/size.rs':
      'struct Size { width: u8, height: u8 }\nfn parse_line() -> Size { parse_line() }\nlet width = height;\n',
  };
  const text = (name: string) => `// ä\nlet a = ${name};\n`;
  expect(named(text(wrong), message, 2, others)).toEqual(right === undefined ? [] : [text(right)]);
});

test('two names that near are a guess, and so is a name that occurs nowhere else', () => {
  const message = 'no method named `valu` found';
  expect(named('a.valu();\n', message, 1, { 'src/a.rs': 'value value valid valu2 valu2' })).toEqual([]);
  expect(named('a.valu();\n', message, 1, { 'src/a.rs': 'value' })).toEqual([]);
});

test('a word that the line has twice and a closed file are left alone', () => {
  const message = 'no method named `valeu` found';
  expect(named('a.valeu(b.valeu());\n', message, 1, { 'src/a.rs': 'value value' })).toEqual([]);
  const sources = new Map([[FILE, 'a.valeu(); value value']]);
  expect(proposeNames([error(message, 1)], { sources, mayEdit: () => false })).toEqual([]);
  expect(hasUnknownNames([error('mismatched types', 1)])).toBe(false);
});

test('of two in a line the one at the column is meant', () => {
  const text = 'a.valeu(b.valeu());\n';
  const sources = new Map([
    [FILE, text],
    ['src/a.rs', 'value value'],
  ]);
  const errors = [error('no method named `valeu` found', 1, { column: 11 })];
  const [proposal] = proposeNames(errors, { sources, mayEdit: () => true });
  expect(applyReplacements(sources, proposal?.replacements ?? [])?.get(FILE)).toBe('a.valeu(b.value());\n');
});
