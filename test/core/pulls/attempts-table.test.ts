import { expect, test } from 'vitest';
import { attemptsTable } from '../../../src/core/pulls/attempts-table.ts';
import { someAttempt } from '../../support/proofs.ts';

const repair = (code: string) => ({
  kind: 'suggestion' as const,
  code,
  file: 'src/lib.rs',
  line: 1,
  message: 'add a borrow: &',
});

test('a round that rustc repaired says how often and which codes, as a reader sees it', () => {
  const repaired = someAttempt({ gates: [], repairs: ['E0308', '', 'E0308'].map(repair) });
  expect(
    attemptsTable([repaired, someAttempt({ gates: [], round: 2, repairs: [] })], 5000),
  ).toMatchInlineSnapshot(`
    "| Round | Reply | Errors by code | Failed gates | Tokens | Model time |
    | --: | :-- | :-- | :-- | --: | --: |
    | 1 | edits, 3 repairs without the model (E0308, syntax) | none | none | 812 → 140 | 5.2 s |
    | 2 | edits | none | none | 812 → 140 | 5.2 s |"
  `);
});

test('a round says how much its prompt left out; what it was is in the report', () => {
  const table = attemptsTable([someAttempt({ leftOut: ['src/a.rs', 'parts of src/b.rs'] })], 5000);
  expect(table).toContain('2 parts of the context left out of the prompt');
  expect(table).not.toContain('src/a.rs');
});
