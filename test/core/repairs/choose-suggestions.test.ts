import { expect, test } from 'vitest';
import type { Diagnostic, Suggestion } from '../../../src/core/diagnostics/diagnostic.ts';
import { chooseSuggestions } from '../../../src/core/repairs/choose-suggestions.ts';
import { repairedBy } from '../../../src/core/repairs/repaired-by.ts';

function errorWith(
  text: string,
  over: { readonly applicability?: Suggestion['applicability']; readonly file?: string } = {},
): Diagnostic {
  const { applicability = 'MaybeIncorrect', file = 'src/lib.rs' } = over;
  const suggestion = {
    message: 'consider this',
    applicability,
    replacements: [{ file, byteStart: 0, byteEnd: 0, text }],
  };
  return {
    level: 'error',
    code: 'E0425',
    message: 'unknown',
    rendered: '',
    file,
    line: 3,
    suggestions: [suggestion],
  };
}
const OPEN = { level: 'error', mayEdit: (file: string) => file !== 'closed.rs' } as const;
const textsOf = (errors: readonly Diagnostic[]) => {
  const { sure, maybe } = chooseSuggestions(errors, OPEN);
  return [sure, maybe].map((part) => part.map((one) => one.replacements[0]?.text));
};

test('the sure suggestions are told from the plausible ones', () => {
  const sure = errorWith('mut ', { applicability: 'MachineApplicable' });
  expect(textsOf([errorWith('a'), sure, errorWith('b')])).toEqual([['mut '], ['a', 'b']]);
});

test('a suggestion whose worth rustc does not tell is left out', () => {
  expect(textsOf([errorWith('a', { applicability: 'Unspecified' })])).toEqual([[], []]);
});

test('one with placeholders is the last plausible one when it writes something and has none', () => {
  const applicability = 'HasPlaceholders';
  const [variant, hole, removal] = ['Green', '(value, /* u32 */)', ''].map((text) =>
    errorWith(text, { applicability }),
  );
  const errors = [variant, hole, removal, errorWith('b')].flatMap((one) => one ?? []);
  expect(textsOf(errors)).toEqual([[], ['b', 'Green']]);
});

test.each(['src/a.toml', 'closed.rs'])('nothing is suggested to %s', (file) => {
  expect(textsOf([errorWith('a', { file })])).toEqual([[], []]);
});

test.each([
  'unsafe { ',
  '#![feature(optimize_attribute)]\n',
  '#[allow(dead_code)]\n',
  ' => todo!()',
  'unimplemented!()',
  '/* u32 */',
])('%s is not written without asking', (text) => {
  expect(textsOf([errorWith(text)])).toEqual([[], []]);
});

test('a derive, an import and a borrow are', () => {
  const texts = ['#[derive(Debug)]\n', 'use std::collections::HashMap;\n\n', '&mut '];
  expect(textsOf(texts.map((text) => errorWith(text)))).toEqual([[], texts]);
});

test('warnings are no reason to repair', () => {
  expect(textsOf([{ ...errorWith('_x'), level: 'warning' }])).toEqual([[], []]);
});

test('what is sure about a warning may be tried where warnings are asked for', () => {
  const warning = { ...errorWith('', { applicability: 'MachineApplicable' }), level: 'warning' as const };
  expect(chooseSuggestions([warning, errorWith('b')], { ...OPEN, level: 'warning' })).toMatchObject({
    sure: [{ kind: 'warning' }],
    maybe: [],
  });
});

test('the record of a repair says in one line what was written where', () => {
  const error = errorWith('use std::collections::HashMap;\n\n');
  const { maybe } = chooseSuggestions([error], OPEN);
  expect(maybe.map(repairedBy)).toEqual([
    {
      kind: 'suggestion',
      code: 'E0425',
      file: 'src/lib.rs',
      line: 3,
      message: 'consider this: use std::collections::HashMap;',
    },
  ]);
});
