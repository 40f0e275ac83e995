import type { Outcome } from '../../src/core/report/outcome.ts';
import { someAttempt, someTask } from './proofs.ts';

/** A run with one task of every ending. */
export function someOutcomes(): readonly Outcome[] {
  return [
    {
      kind: 'completed',
      task: someTask(),
      status: 'opened',
      pull: {
        number: 41,
        url: 'https://github.com/acme/shell/pull/41',
        branch: 'openspec/add-greeting/1.2-greet',
      },
      attempts: [someAttempt(), someAttempt({ round: 2 })],
    },
    {
      kind: 'failed',
      task: someTask({ id: '1.3', title: 'Say goodbye' }),
      reason: '2 new errors were left after 4 rounds',
      pull: {
        number: 42,
        url: 'https://github.com/acme/shell/pull/42',
        branch: 'openspec/add-greeting/1.3-bye',
      },
      attempts: [someAttempt()],
      errors: [{ file: 'src/lib.rs', line: 3, title: 'E0308', message: 'mismatched types' }],
    },
    {
      kind: 'blocked',
      task: someTask({ id: '1.4', title: 'Say both' }),
      by: 'earlier-task',
      reason: '1.3 failed',
    },
    {
      kind: 'skipped',
      task: someTask({ id: '2.1', title: 'Try it on a real screen', kind: 'manual' }),
      why: 'manual',
      reason: 'needs a person or hardware',
    },
  ];
}

/** A finished task whose pull request GitHub did not let be opened. */
export function forbiddenOutcome(): Outcome {
  return {
    kind: 'completed',
    task: someTask({ id: '3.1', title: 'Forbidden' }),
    status: 'opened',
    pull: {
      number: 0,
      url: 'https://github.com/acme/shell/compare/main...openspec/add-greeting/3.1-forbidden?expand=1',
      branch: 'openspec/add-greeting/3.1-forbidden',
      setting:
        'Settings → Actions → General → Workflow permissions: “Allow GitHub Actions to create and approve pull requests”',
    },
    attempts: [someAttempt()],
  };
}
