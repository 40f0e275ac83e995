import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { taskWords } from '../../../src/core/prompts/task-words.ts';
import { filesDefining } from '../../../src/core/symbols/files-defining.ts';
import { namesOfText } from '../../../src/core/symbols/names-of-text.ts';
import { rankDefinitions } from '../../../src/core/symbols/rank-definitions.ts';
import { indexOf } from '../../support/index-of.ts';

const INDEX = indexOf({
  'src/money.rs': `/// An amount in one currency.
pub struct Money;
impl Money { pub fn add(&self) {} pub fn round_half_even(&self) {} }
impl Clone for Money { fn clone(&self) -> Self { Money } }`,
  'src/report/lines.rs': 'pub struct ReportLine; impl ReportLine { pub fn add(&mut self) {} } fn helper() {}',
  'src/report/table.rs':
    '/// Prints lines of a report as a table.\npub fn print_table() { helper_of_table() } fn helper_of_table() {}',
  'tests/money.rs': 'fn round_half_even() {}',
  'src/noise.rs': Array.from({ length: 30 }, (_, at) => `impl N${at} { pub fn add(&self) {} }`).join('\n'),
});

const ranked = (text: string, files: readonly string[] = []) =>
  rankDefinitions(INDEX, { names: namesOfText(text), words: taskWords(text), files }).map(
    ({ definition }) => `${definition.path} ${definition.of ? `${definition.of}::` : ''}${definition.name}`,
  );

describe('definitions of a text', () => {
  test('the exact name comes first, then members of the named type', () => {
    expect(ranked('Let `Money` be negative').slice(0, 3)).toEqual([
      'src/money.rs Money',
      'src/money.rs Money::add',
      'src/money.rs Money::round_half_even',
    ]);
  });

  test('a member named with its type is that one, however many are called so', () => {
    expect(ranked('Change `ReportLine::add`').slice(0, 2)).toEqual([
      'src/report/lines.rs ReportLine::add',
      'src/report/lines.rs ReportLine',
    ]);
  });

  test('names that look like code count in prose, parts of names and doc comments less', () => {
    expect(ranked('Use round_half_even')[0]).toBe('src/money.rs Money::round_half_even');
    expect(ranked('Show the report as a table')).toEqual([
      'src/report/table.rs print_table',
      'src/report/lines.rs ReportLine',
      'src/report/table.rs helper_of_table',
    ]);
  });

  test('what is near the files of the task comes before what is not', () => {
    const [first] = ranked('`helper` and `print_table`', ['src/report/lines.rs']);
    expect(first).toBe('src/report/lines.rs helper');
  });

  test('a text about nothing here finds nothing', () => {
    expect(ranked('Write the changelog')).toEqual([]);
  });

  test('any text gives the same order twice, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aZ_`:. é漢🦀\ud800\n', 'Money', 'add'), maxLength: 200 }),
        (text) => {
          expect(ranked(text)).toEqual(ranked(text));
        },
      ),
      { numRuns: 50 },
    );
  });
});

test('files that define a name are found unless there are many, tests and trait impls left out', () => {
  const files = (...names: string[]) => [...filesDefining(INDEX, names)];
  expect(files('Money', 'round_half_even')).toEqual(['src/money.rs']);
  expect(files('clone', 'unknown')).toEqual([]);
  expect(files('ReportLine', 'print_table')).toEqual(['src/report/lines.rs', 'src/report/table.rs']);
});
