import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outcomeRow } from '../../../src/core/metrics/outcome-row.ts';
import { readOutcomeRow } from '../../../src/core/metrics/read-outcome-row.ts';
import type { Outcome } from '../../../src/core/report/outcome.ts';
import { someOutcomes } from '../../support/outcomes.ts';
import { someAttempt, someGates, someProof, someTask } from '../../support/proofs.ts';

const RUN = { run: '17', milliseconds: 64_000 };
const pull = { number: 41, url: 'https://github.com/acme/shell/pull/41', branch: 'b' };
const refused = someGates({ check: { result: 'failed' }, tests: { result: 'skipped' } });
const unused = { kind: 'path', code: 'E0433', file: 'src/lib.rs', line: 1, message: 'x' } as const;

test('a completed task tells its model, rounds, gates, repairs and size', () => {
  const attempts = [
    someAttempt({ purpose: 'tests' }),
    someAttempt({ gates: refused }),
    someAttempt({ round: 2, reply: 'cut off', gates: [] }),
    someAttempt({ round: 3, repairs: [unused, unused] }),
  ];
  const quality = { newWarnings: 1, unsafeAdded: 2, linesAdded: 30, linesRemoved: 4 };
  const outcome: Outcome = { kind: 'completed', task: someTask(), status: 'opened', pull, attempts };
  expect(outcomeRow(outcome, { ...RUN, proof: someProof({ attempts, quality }) })).toEqual({
    args: { change: 'add-greeting', task: '1.2', kind: 'code', app: 'openspec-complete', run: '17' },
    result: {
      ok: true,
      outcome: 'completed',
      model: 'qwen2.5-coder-14b-instruct',
      rounds: 3,
      calls: 4,
      tokens_prompt: 3248,
      tokens_completion: 560,
      seconds: 64,
      gates: {
        format: true,
        check: true,
        compiled: true,
        placeholders: true,
        'tests-kept': true,
        clippy: true,
        tests: true,
      },
      first_round_gates: {
        format: true,
        check: false,
        compiled: true,
        placeholders: true,
        'tests-kept': true,
        clippy: true,
      },
      repairs_without_model: 2,
      new_warnings: 1,
      unsafe_added: 2,
      lines_added: 30,
      lines_removed: 4,
      pull: pull.url,
    },
    violations: [],
  });
});

test('of several candidates the round of the one that held first counts', () => {
  const attempts = [
    someAttempt({ candidate: 1, gates: refused }),
    someAttempt({ candidate: 1, round: 2, gates: refused }),
    someAttempt({ candidate: 1, round: 3, gates: refused }),
    someAttempt({ candidate: 2, gates: refused }),
    someAttempt({ candidate: 2, round: 2 }),
  ];
  const outcome: Outcome = { kind: 'completed', task: someTask(), status: 'opened', pull, attempts };
  expect(outcomeRow(outcome, RUN)?.result).toMatchObject({ rounds: 2, calls: 5 });
});

test('what did not end well has a violation with a code that can be counted', () => {
  const rows = someOutcomes().map((outcome) =>
    outcomeRow(outcome, { ...RUN, proof: someProof({ valid: false, gates: refused }) }),
  );
  expect(rows.map((row) => row?.violations)).toEqual([
    [],
    [{ type: 'task_failed', code: 'check', reason: '2 new errors were left after 4 rounds' }],
    [{ type: 'task_blocked', code: 'earlier-task', reason: 'earlier-task: 1.3 failed' }],
    undefined,
  ]);
});

test('a task that no model was asked about has no round and no model', () => {
  const outcome: Outcome = { kind: 'completed', task: someTask(), status: 'opened', pull, attempts: [] };
  const proof = someProof({ model: { key: 'none', endpointKind: 'none' }, attempts: [] });
  const result = outcomeRow(outcome, { ...RUN, proof })?.result;
  expect(result).toMatchObject({ rounds: 0, calls: 0, new_warnings: 0, lines_added: 0 });
  expect(result).not.toHaveProperty('model');
  expect(result).not.toHaveProperty('first_round_gates');
});

test('what nothing was tried for leaves no row: sweeps meet it again and again', () => {
  const task = someTask();
  const unchanged: Outcome = { kind: 'completed', task, status: 'unchanged', pull, attempts: [] };
  const skipped: Outcome = { kind: 'skipped', task, why: 'manual', reason: 'needs a person' };
  expect([unchanged, skipped].map((outcome) => outcomeRow(outcome, RUN))).toEqual([undefined, undefined]);
});

test('a row is read back as it was written', () => {
  for (const outcome of someOutcomes()) {
    const row = outcomeRow(outcome, { ...RUN, proof: someProof() });
    if (!row) continue;
    const { pull: _, ...result } = row.result;
    expect(readOutcomeRow({ result: JSON.parse(JSON.stringify(row.result)) })).toEqual(result);
  }
});

test('whatever stands in a row, it is read as finite numbers or not at all', () => {
  const some = fc.oneof(fc.jsonValue(), fc.constant(Number.NaN), fc.constant(-1));
  const keys = ['rounds', 'seconds', 'gates', 'first_round_gates', 'model', 'tokens_prompt', 'new_warnings'];
  const result = fc.record({
    outcome: fc.constantFrom('completed', 'failed', 'else', 3),
    ...Object.fromEntries(keys.map((key) => [key, some])),
  });
  fc.assert(
    fc.property(fc.oneof(result, some), (one) => {
      const facts = readOutcomeRow({ result: one });
      for (const value of Object.values(facts ?? {}))
        if (typeof value === 'number') expect(value).toBeGreaterThanOrEqual(0);
      expect(['completed', 'failed', 'blocked', undefined]).toContain(facts?.outcome);
    }),
  );
});
