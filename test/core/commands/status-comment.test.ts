import fc from 'fast-check';
import { expect, test } from 'vitest';
import { helpText } from '../../../src/core/commands/help-text.ts';
import { type StatusView, statusComment } from '../../../src/core/commands/status-comment.ts';
import { statusTable } from '../../../src/core/commands/status-table.ts';
import { issueChange } from '../../../src/core/tasks/issue-task.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import { CLOSER, hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';

const HEAD = { author: 'ada', commentUrl: 'https://host/1#c' };
const [TASK] = issueChange({ number: 7, title: 'Say goodbye', body: '', url: 'https://host/7' }).tasks;
if (!TASK) throw new Error('an issue is one task');

test('the end of a run is one line a task, with what to do where GitHub forbids', () => {
  const view: StatusView = {
    ...HEAD,
    tasks: [],
    end: {
      dryRun: false,
      outcomes: [
        {
          ...{ kind: 'completed', task: TASK, status: 'opened', attempts: [] },
          pull: { number: 0, url: 'https://host/compare', branch: 'b', setting: 'Allow it in the settings.' },
        },
        { kind: 'failed', task: TASK, reason: 'check: 1 new error', attempts: [], errors: [] },
        { kind: 'skipped', task: TASK, why: 'manual', reason: 'It needs a person.' },
      ],
    },
  };
  expect(statusComment(view)).toMatchInlineSnapshot(`
    "<!-- openspec-complete:status -->

    ### OpenSpec Complete: 1 of 3 completed

    [Asked for](https://host/1#c) by ada

    - ✅ **issue-7 1** Say goodbye: completed, branch pushed, [open the pull request](https://host/compare) Allow it in the settings.
    - ❌ **issue-7 1** Say goodbye: failed, check: 1 new error
    - ➖ **issue-7 1** Say goodbye: skipped, manual: It needs a person."
  `);
});

test('hostile text breaks neither the status comment nor its size', () => {
  fc.assert(
    fc.property(hostileText(400), fc.integer({ min: 1, max: 300 }), (text, count) => {
      const task = { ...TASK, title: text, change: text };
      const outcomes = Array.from(
        { length: count },
        () => ({ kind: 'failed', task, reason: text, attempts: [], errors: [] }) as const,
      );
      const stages = [{ name: 'model', state: 'now', text }] as const;
      for (const more of [
        { tasks: [], end: { outcomes, dryRun: false, stopped: text } },
        { tasks: [{ name: text, title: text, stages }], live: text },
        { tasks: Array.from({ length: count }, () => ({ name: text, title: text, stages: [], end: text })) },
      ]) {
        const body = statusComment({ ...HEAD, ...more });
        expect(body.length).toBeLessThan(65_536);
        expect(body).not.toMatch(UNSEEN);
        expect(body).not.toMatch(MENTION);
        expect(body).not.toMatch(CLOSER);
      }
    }),
    { numRuns: 30 },
  );
});

test('a table of ten thousand tasks still fits a comment', () => {
  const content = Array.from({ length: 10_000 }, (_, at) => `- [ ] 1.${at} Task ${at} of very many\n`).join(
    '',
  );
  const change = parseTasks('big', [{ path: 'openspec/changes/big/tasks.md', content }]);
  const table = statusTable([change], () => undefined);
  expect(table.length).toBeLessThan(65_536);
  expect(table).toMatch(/\| … \| \d+ more \|/);
});

test('the help is a table of the commands', () => {
  expect(helpText('there is no change x')).toMatchInlineSnapshot(`
    "Nothing was started: there is no change x.

    | command, at the start of a line | what it does |
    | :-- | :-- |
    | \`/complete\` | the change or task that the issue names, else the issue itself as a task |
    | \`/complete <change>\` | the open tasks of a change |
    | \`/complete <change> 1.2 1.3\` | these tasks; also written \`/complete <change>#1.2\` |
    | \`/complete <what to change>\` | on one of my pull requests: a further commit that answers your words, the open review comments and the failed checks |
    | \`/complete status\` | a table of the tasks and their pull requests |
    | \`/complete retry\` | works again on what failed, or on what was closed without merging |
    | \`/complete help\` | this table |

    Options: \`--model <key>\`, \`--order stacked|frontier|independent\`, \`--dry-run\`. The first command of a comment counts. People with write access can command; edited comments are not read."
  `);
});
