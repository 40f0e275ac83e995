import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Outcome } from '../../../src/core/report/outcome.ts';
import { runSummary } from '../../../src/core/report/summary.ts';
import { hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';
import { forbiddenOutcome, someOutcomes } from '../../support/outcomes.ts';
import { someTask } from '../../support/proofs.ts';
import { renderMarkdown, tagsOf } from '../../support/render-markdown.ts';

const run = (outcomes: readonly Outcome[]): Parameters<typeof runSummary>[0] => ({
  outcomes,
  modelKey: 'qwen2.5-coder-14b-instruct',
  reportPath: '.openspec-complete/report.json',
  wallMilliseconds: 95_000,
  dryRun: false,
});

test('a job summary reads', () => {
  expect(runSummary(run([...someOutcomes(), forbiddenOutcome()]))).toMatchInlineSnapshot(`
    "## OpenSpec Complete

    **2 completed, 1 failed, 2 skipped (1 of them blocked)** · 4 rounds · 3808 tokens · 1 min 35 s · \`qwen2.5-coder-14b-instruct\`

    | Task | Outcome | Pull request | Rounds | Tokens | Time |
    | :-- | :-- | :-- | --: | --: | --: |
    | **add-greeting 1.2** Add \`greet(name)\` to \`src/lib.rs\` | ✅ completed: opened | [#41](https://github.com/acme/shell/pull/41) | 2 | 1904 | 17 s |
    | **add-greeting 1.3** Say goodbye | ❌ failed: 2 new errors were left after 4 rounds | [#42](https://github.com/acme/shell/pull/42) | 1 | 952 | 8.6 s |
    | **add-greeting 3.1** Forbidden | ✅ completed: branch pushed | [compare](https://github.com/acme/shell/compare/main...openspec/add-greeting/3.1-forbidden?expand=1) | 1 | 952 | 8.6 s |
    | **add-greeting 1.4** Say both | ⏸️ blocked: earlier-task: 1.3 failed |  |  |  |  |
    | **add-greeting 2.1** Try it on a real screen | ➖ skipped: manual: needs a person or hardware |  |  |  |  |

    ### GitHub did not let this workflow open pull requests

    The branches are pushed and nothing is lost: open them by hand with the links below, or change the setting and run again.

    Settings → Actions → General → Workflow permissions: “Allow GitHub Actions to create and approve pull requests”

    - [Open it for \`openspec/add-greeting/3.1-forbidden\`](https://github.com/acme/shell/compare/main...openspec/add-greeting/3.1-forbidden?expand=1)

    Whole logs and all numbers: \`.openspec-complete/report.json\`
    "
  `);
});

test('a run with nothing to do says so', () => {
  const summary = runSummary({ ...run([]), dryRun: true });
  expect(summary).toContain('There was no open task to work on.');
  expect(summary).toContain('dry run: nothing was written');
  expect(summary).toContain('**0 completed, 0 failed, 0 skipped**');
});

test('the week before stands below what the run did', () => {
  const summary = runSummary({ ...run(someOutcomes()), week: '### This week' });
  expect(summary).toMatch(/add-greeting 2\.1[\s\S]*\n\n### This week\n\nWhole logs/);
  expect(runSummary(run(someOutcomes()))).not.toContain('This week');
});

test('a run that had another reason to do nothing says which', () => {
  const summary = runSummary({ ...run([]), idle: 'the push was to refs/heads/x, not to main' });
  expect(summary).toContain('Nothing was worked on: the push was to refs/heads/x, not to main.');
  expect(summary).not.toContain('no open task');
});

test('a forbidden pull request gets its compare link and the exact words of the setting', () => {
  const html = renderMarkdown(runSummary(run([forbiddenOutcome()])));
  expect(html).toMatch(/<a href="https:\/\/github\.com\/acme\/shell\/compare\/main\.\.\.[^"]*">Open it for/);
  expect(html).toContain('Allow GitHub Actions to create and approve pull requests');
});

test('ten thousand hostile tasks stay below 1 MiB, those worked on first', () => {
  const skipped = Array.from(
    { length: 10_000 },
    (_, place): Outcome => ({
      kind: 'skipped',
      task: someTask({ id: `${place}`, title: '界|<&'.repeat(500) }),
      why: 'manual',
      reason: '|'.repeat(5000),
    }),
  );
  const forbidden = Array.from({ length: 2000 }, forbiddenOutcome);
  const summary = runSummary(run([...skipped, ...forbidden]));
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024);
  expect(summary).toMatch(/… \| \d+ more in the report/);
  expect(summary.indexOf('add-greeting 3.1')).toBeLessThan(summary.indexOf('➖ skipped'));
});

test('hostile text adds no row, tag or ping', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(), (title, reason, key) => {
      const outcomes: Outcome[] = [
        { kind: 'failed', task: someTask({ title, change: key }), reason, attempts: [], errors: [] },
        { kind: 'skipped', task: someTask({ id: key }), why: 'policy', reason },
      ];
      const summary = runSummary({ ...run(outcomes), modelKey: key });
      const tags = tagsOf(renderMarkdown(summary));
      expect(tags.filter((tag) => tag === 'td')).toHaveLength(12);
      expect(
        tags.filter((tag) => ['a', 'img', 'script', 'h1', 'em', 'del', 'li', 'blockquote'].includes(tag)),
      ).toEqual([]);
      expect(summary).not.toMatch(MENTION);
      expect(summary).not.toMatch(UNSEEN);
    }),
    { numRuns: 500 },
  );
});
