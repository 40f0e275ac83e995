import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalTable } from '../../../src/core/report/final-table.ts';
import { hostileText, UNSEEN } from '../../support/hostile-text.ts';
import { forbiddenOutcome, someOutcomes } from '../../support/outcomes.ts';
import { someTask } from '../../support/proofs.ts';

test('the end of a run reads', () => {
  expect(finalTable([...someOutcomes(), forbiddenOutcome()], 95_000)).toMatchInlineSnapshot(`
    "completed  add-greeting 1.2  2 rounds  17 s   Add \`greet(name)\` to \`src/lib.rs\`
        opened
        https://github.com/acme/shell/pull/41
    failed     add-greeting 1.3  1 round   8.6 s  Say goodbye
        2 new errors were left after 4 rounds
        https://github.com/acme/shell/pull/42
    blocked    add-greeting 1.4                   Say both
        earlier-task: 1.3 failed
    skipped    add-greeting 2.1                   Try it on a real screen
        manual: needs a person or hardware
    completed  add-greeting 3.1  1 round   8.6 s  Forbidden
        branch pushed
        https://github.com/acme/shell/compare/main...openspec/add-greeting/3.1-forbidden?expand=1

    2 completed, 1 failed, 2 skipped (1 blocked); 4 rounds, 3808 tokens, 1 min 35 s"
  `);
});

test('a run with nothing to do is one line', () => {
  expect(finalTable([], 400)).toBe('0 completed, 0 failed, 0 skipped; 0 rounds, 0 tokens, 0.4 s');
});

test('hostile text cannot steer the terminal or add lines', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), (title, reason) => {
      const table = finalTable([{ kind: 'skipped', task: someTask({ title }), why: 'policy', reason }], 0);
      expect(table).not.toMatch(UNSEEN);
      expect(table.split('\n')).toHaveLength(4);
    }),
  );
});
