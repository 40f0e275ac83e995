import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { INPUTS } from '../src/config/inputs.ts';
import { lintWorkflow, projectFile } from './support/lint-workflow.ts';

const ROOT = join(import.meta.dirname, '..');
const EXAMPLES = readdirSync(join(ROOT, 'examples'))
  .filter((name) => name.endsWith('.yml'))
  .map((name) => `examples/${name}`);
const OWN = readdirSync(join(ROOT, '.github/workflows')).map((name) => `.github/workflows/${name}`);
/** The YAML blocks of the README. */
const BLOCKS = [...projectFile('README.md').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text = '']) => text);
const WORKFLOW = /<!-- workflow -->\n```yaml\n(.*?)^```$/ms.exec(projectFile('README.md'))?.[1] ?? '';
const PUSH = projectFile('examples/push.yml');

test.each([...EXAMPLES, ...OWN])('%s has nothing that a linter would name', (path) => {
  expect(lintWorkflow(projectFile(path))).toEqual([]);
});

test('the workflow of the README has nothing that a linter would name', () => {
  expect(lintWorkflow(WORKFLOW)).toEqual([]);
});

test('every action that the README names is pinned', () => {
  const used = BLOCKS.flatMap((text) => [...text.matchAll(/uses: *(\S+)/g)].map(([, uses = '']) => uses));
  expect(used.length).toBeGreaterThan(2);
  expect(used.filter((uses) => !/@(?:[0-9a-f]{40}|<sha>)$/.test(uses))).toEqual([]);
});

test('one action has one pin, wherever it is used', () => {
  const texts = [...EXAMPLES, ...OWN].map(projectFile).concat(BLOCKS).join('\n');
  const pins = [...texts.matchAll(/uses: *([^@\s]+)@([0-9a-f]{40})/g)].map(
    ([, action, pin]) => `${action} ${pin}`,
  );
  const actions = [...new Set(pins)].map((line) => line.split(' ')[0]);
  expect(actions).toEqual([...new Set(actions)]);
});

const WRITERS = { contents: 'write', 'pull-requests': 'write', actions: 'read' };

test.each<[string, Record<string, Record<string, string>>]>([
  ['push', { complete: WRITERS }],
  ['comment', { complete: { ...WRITERS, issues: 'write', checks: 'read' } }],
  ['sweep', { sweep: WRITERS }],
  ['refresh', { refresh: WRITERS }],
  ['matrix', { plan: { contents: 'read' }, work: WRITERS, summary: { contents: 'read' } }],
  ['verify', { verify: { contents: 'read', 'pull-requests': 'read' } }],
])('%s.yml has the permissions it needs and no others', (name, wanted) => {
  const { permissions, jobs } = parse(projectFile(`examples/${name}.yml`));
  expect(permissions).toEqual({});
  const found = Object.entries<{ permissions: object }>(jobs).map(([job, said]) => [job, said.permissions]);
  expect(Object.fromEntries(found)).toEqual(wanted);
});

test('the inputs of action.yml are those that the program reads', () => {
  expect(Object.keys(parse(projectFile('action.yml')).inputs)).toEqual(INPUTS.map(({ name }) => name));
});

describe('what the linter names', () => {
  const swap = (from: string | RegExp, to: string) => {
    const text = PUSH.replace(from, () => to);
    expect(text).not.toBe(PUSH);
    return lintWorkflow(text);
  };
  const DISPATCH = /workflow_dispatch:\n(?: {4,}.*\n)+/;
  const PULLS = 'pull_request:\n    branches: [main]';
  test.each<[string, string | RegExp, string, string]>([
    ['a dangerous trigger', 'workflow_dispatch:', 'pull_request_target:', 'the trigger pull_request_target'],
    ['another dangerous trigger', 'workflow_dispatch:', 'workflow_run:', 'the trigger workflow_run'],
    ['a key that does not exist', 'runs-on', 'run-on', 'the key run-on is not known'],
    [
      'permissions for everything',
      'permissions: {}',
      'permissions: write-all',
      'the workflow: permissions are not listed',
    ],
    ['no permissions', /^permissions: \{\}\n/m, '', 'the workflow: permissions are not listed'],
    [
      'a permission that does not exist',
      'contents: write',
      'content: write',
      'the permission content is not known',
    ],
    ['a tag in place of a commit', /checkout@\S+/, 'checkout@v5', 'actions/checkout@v5 is not pinned'],
    ['somebody else without a commit', '@<sha>', '@main', 'is not pinned'],
    ['an unknown input', 'change: ${{', 'chnage: ${{', 'has no input chnage'],
    [
      'kept credentials',
      'persist-credentials: false',
      'persist-credentials: true',
      'the checkout keeps its credentials',
    ],
    [
      'script injection',
      /- uses: openspec[\s\S]*/,
      '- run: echo ${{ inputs.change }}\n',
      'an expression stands inside a script',
    ],
    ['no concurrency', /concurrency:\n(?: {2}.*\n)+/, '', 'there is no concurrency group'],
    [
      'a writer that cancels',
      'cancel-in-progress: false',
      'cancel-in-progress: true',
      'cancel-in-progress: false',
    ],
    ['pushes that push each other out', '-${{ github.sha }}', '', 'pushes are grouped by change set'],
    ['no time limit', /timeout-minutes: 150\n\s*/, '', 'there is no timeout-minutes'],
    [
      'a time limit below that of the run',
      'timeout-minutes: 150',
      'timeout-minutes: 120',
      'ends before the run can end cleanly',
    ],
    ['a hosted runner', 'self-hosted', 'ubuntu-24.04', 'it needs a self-hosted runner'],
    ['a run in forks', '!github.event.repository.fork && ', '', 'it runs in forks too'],
    ['code of forks on own machines', 'workflow_dispatch:', PULLS, 'pull requests of forks are not kept out'],
    ['comments that are no command', 'workflow_dispatch:', 'issue_comment:', 'comments that are no command'],
    [
      'an expression without an end',
      '${{ inputs.change }}',
      '${{ inputs.change }',
      'an expression has no end',
    ],
    ['a bracket without an end', '${{ inputs.change }}', '${{ format(inputs.change }}', '( is not closed'],
    ['an input nobody declares', '${{ inputs.change }}', '${{ inputs.chnage }}', 'there is no input chnage'],
    [
      'a context that does not exist',
      '${{ inputs.change }}',
      '${{ input.change }}',
      'there is no context input',
    ],
    [
      'a step that does not exist',
      '${{ inputs.change }}',
      '${{ steps.x.outputs.y }}',
      'there is no earlier step x',
    ],
    ['a job that is not needed', '${{ inputs.change }}', '${{ needs.x.result }}', 'the job does not need x'],
    [
      'a function that does not exist',
      '${{ inputs.change }}',
      "${{ trim('a') }}",
      'there is no function trim',
    ],
    [
      'a mode that does not exist',
      'with:\n          change',
      'with:\n          mode: swep\n          change',
      'there is no mode swep',
    ],
    ['a secret for everything', '${{ github.ref }}', '${{ secrets.KEY }}', 'a secret is given to everything'],
    ['a cron line of four fields', DISPATCH, "schedule:\n    - cron: '1 2 * *'\n", '1 2 * * is no cron line'],
    [
      'an hour that does not exist',
      DISPATCH,
      "schedule:\n    - cron: '0 24 * * *'\n",
      '0 24 * * * is no cron line',
    ],
  ])('%s', (_, from, to, problem) => {
    expect(swap(from, to).join('\n')).toContain(problem);
  });
});
