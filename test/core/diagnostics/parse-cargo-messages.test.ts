import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCargoMessages } from '../../../src/core/diagnostics/parse-cargo-messages.ts';

const TREE = '/slot/tree';

function span(more: object): object {
  return {
    file_name: 'src/lib.rs',
    byte_start: 1,
    byte_end: 2,
    line_start: 3,
    line_end: 4,
    column_start: 5,
    is_primary: true,
    suggested_replacement: null,
    suggestion_applicability: null,
    expansion: null,
    ...more,
  };
}

function message(more: object): string {
  return JSON.stringify({
    reason: 'compiler-message',
    message: {
      level: 'error',
      code: { code: 'E0308', explanation: 'long' },
      message: 'mismatched types',
      rendered: 'error[E0308]: mismatched types\n',
      spans: [span({})],
      children: [],
      ...more,
    },
  });
}

function parse(...lines: string[]) {
  return parseCargoMessages(lines.join('\n'), TREE).diagnostics;
}

test('a message is read with its place and explanation', () => {
  expect(parse(message({}))).toEqual([
    {
      level: 'error',
      code: 'E0308',
      message: 'mismatched types',
      rendered: 'error[E0308]: mismatched types\n',
      file: 'src/lib.rs',
      line: 3,
      column: 5,
      endLine: 4,
      explanation: 'long',
      suggestions: [],
    },
  ]);
});

test('the same message for another target of the package is given once', () => {
  expect(parse(message({}), message({}), message({ rendered: 'elsewhere' }))).toHaveLength(2);
});

test('closing words that only count are left out', () => {
  const closing = [
    'aborting due to 2 previous errors',
    '1 warning emitted',
    'Some errors have detailed explanations: E0308.',
  ];
  expect(parse(...closing.map((words) => message({ message: words, spans: [] })))).toEqual([]);
});

test('an error inside a macro of the standard library is placed where the workspace calls it', () => {
  const inside = span({
    file_name: '/rustc/abc/library/std/macros.rs',
    expansion: { span: span({ line_start: 9 }) },
  });
  expect(parse(message({ spans: [inside] }))[0]).toMatchObject({ file: 'src/lib.rs', line: 9 });
  const outside = span({ file_name: '/rust/cargo/registry/x/lib.rs' });
  expect(parse(message({ spans: [outside] }))[0]).not.toHaveProperty('file');
});

test('absolute paths below the tree become relative', () => {
  const diagnostic = parse(message({ spans: [span({ file_name: '/slot/tree/a/b.rs' })] }))[0];
  expect(diagnostic?.file).toBe('a/b.rs');
});

test('alternatives in one child become suggestions of their own, parts of one stay together', () => {
  const part = (byte_start: number, text: string) =>
    span({ byte_start, suggested_replacement: text, suggestion_applicability: 'MaybeIncorrect' });
  const child = (spans: object[]) => ({ message: 'try', level: 'help', spans, children: [] });
  const alternatives = parse(message({ children: [child([part(0, 'use a;'), part(0, 'use b;')])] }))[0];
  expect(alternatives?.suggestions.map(({ replacements }) => replacements.map(({ text }) => text))).toEqual([
    ['use a;'],
    ['use b;'],
  ]);
  const parts = parse(message({ children: [child([part(0, '('), part(7, ')')])] }))[0];
  expect(parts?.suggestions).toMatchObject([{ applicability: 'MaybeIncorrect', replacements: [{}, {}] }]);
});

test('lines that are not cargo messages, cut ones too, are passed over', () => {
  const whole = message({});
  expect(
    parse('hello', '{"reason":', whole.slice(0, 40), whole, '{}', 'null', '{"reason":"compiler-message"}'),
  ).toContainEqual(expect.objectContaining({ code: 'E0308' }));
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json(), fc.constant(whole))), (lines) => {
      expect(() => parse(...lines)).not.toThrow();
    }),
  );
});

test('any JSON in the place of a message is survived', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const line = JSON.stringify({ reason: 'compiler-message', message: value });
      expect(() => parse(line, JSON.stringify({ reason: 'compiler-artifact', target: value }))).not.toThrow();
    }),
  );
});
