import { expect, test } from 'vitest';
import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import type { CommentEvent } from '../../src/core/commands/classify-comment.ts';
import { parseComment } from '../../src/core/commands/parse-comment.ts';
import { Fault } from '../../src/core/fault.ts';
import { printMarker } from '../../src/core/pulls/marker.ts';
import { decideCommand } from '../../src/flow/decide-command.ts';
import type { Decision } from '../../src/flow/decision.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';
import type { ReviewedPull } from '../../src/ports/reviews.ts';
import { FakeComments } from '../fakes/fake-comments.ts';
import { FakeGit } from '../fakes/fake-git.ts';
import { FakePulls } from '../fakes/fake-pulls.ts';
import { FakeReviews } from '../fakes/fake-reviews.ts';
import { PUBLISHED_ATTACKS } from '../support/published-attacks.ts';

const TASKS = 'openspec/changes/add/tasks.md';
const BRANCH = 'openspec/add/1.1-one';

/** A repository with one change, and a pull request 2 of its first task. */
class Desk {
  readonly git = new FakeGit();
  readonly pulls = new FakePulls();
  readonly reviews = new FakeReviews();
  readonly comments = new FakeComments();
  readonly events: ProgressEvent[] = [];
  readonly base: string;
  pull: ReviewedPull;

  constructor() {
    this.base = this.git.commitAs('Ada', 'main', { [TASKS]: '- [ ] 1.1 One\n- [ ] 1.2 Two\n' });
    const head = this.git.commitAs('Bot', BRANCH, {
      [TASKS]: '- [x] 1.1 One\n- [ ] 1.2 Two\n',
      'src/lib.rs': '',
    });
    this.pull = {
      ...{ number: 2, url: 'https://host/o/r/pull/2', branch: BRANCH, base: 'main', head, state: 'open' },
      ...{ title: 'add 1.1: One', body: this.marker({}), draft: false, labels: [], isFork: false },
    };
  }

  marker(change: { readonly change?: string; readonly task?: string }): string {
    const gates = {};
    const hashes = { tree: 't', head: 'h', base: this.base, fingerprint: 'f' };
    const marker = { version: 1, change: 'add', task: '1.1', valid: true, rustc: '', cargo: '' } as const;
    return printMarker({ ...marker, gates, ...hashes, ...change });
  }

  decide(text: string, about: Partial<CommentEvent> = {}, base = this.base): Promise<Decision> {
    const isPull = about.isPull ?? false;
    const parsed = parseComment(text, isPull ? 'pull' : 'issue');
    if (parsed.kind !== 'command') throw new Error(`${text} is no command`);
    const event: CommentEvent = {
      ...{
        issue: isPull ? 2 : 1,
        isPull,
        title: 'An issue',
        description: 'Words.',
        url: 'https://host/o/r/issues/1',
      },
      ...{ comment: 9, commentUrl: '', author: 'ada', isBot: false, text, createdAt: '' },
      ...about,
    };
    this.reviews.pulls.splice(0, 1, this.pull);
    return decideCommand(parsed.command, event, {
      ...{ comments: this.comments, reviews: this.reviews, pulls: this.pulls },
      ...{ branches: this.git, repository: this.git },
      settings: { branchPrefix: 'openspec/' },
      base: { branch: 'main', commit: base },
      source: changesAtCommit(this.git, base),
      sourceAt: (commit) => changesAtCommit(this.git, commit),
      mask: (text: string) => text,
      progress: { emit: (event) => this.events.push(event) },
    });
  }

  onPull(text: string): Promise<Decision> {
    return this.decide(text, { isPull: true });
  }
}

test('names of the command come before what the issue names, and that before the issue itself', async () => {
  const desk = new Desk();
  const description = 'See add#1.2.';
  expect(await desk.decide('/complete add 1.1', { description })).toMatchObject({
    kind: 'complete',
    redo: false,
    names: { changes: [], tasks: ['add#1.1'] },
  });
  expect(await desk.decide('/complete', { description })).toMatchObject({ names: { tasks: ['add#1.2'] } });
  expect(await desk.decide('/complete')).toMatchObject({
    names: { changes: ['issue-1'] },
    change: { tasks: [{ title: 'An issue', details: ['Words.'], issue: { number: 1 } }] },
  });
});

test('unknown names are answered with the nearest, also where a command was meant', async () => {
  const desk = new Desk();
  expect(await desk.decide('/complete ad')).toMatchObject({
    kind: 'answer',
    isRefusal: true,
    markdown: expect.stringContaining('there is no change ad (did you mean add?); there are add.'),
  });
  expect(await desk.decide('/complete statu')).toMatchObject({
    markdown: expect.stringContaining('there is no change statu (did you mean `/complete status`?)'),
  });
  expect(await desk.decide('/complete add 1.3')).toMatchObject({
    markdown: expect.stringContaining('there is no task add＃1.3'),
  });
  const hostile = await desk.decide('/complete <img/src=x>@all|#3x');
  expect(hostile.kind === 'answer' && hostile.markdown).not.toMatch(/<img|@all/);
});

test('the status has the tasks of what is meant, with their pull requests', async () => {
  const desk = new Desk();
  await desk.pulls.ensure({ ...desk.pull, reviewers: [] }, undefined);
  for (const status of [await desk.decide('/complete status add'), await desk.onPull('/complete status')])
    expect(status).toMatchObject({
      isRefusal: false,
      markdown: expect.stringMatching(
        /\*\*add\*\* 0\/2[\s\S]*1\.1\*\* One \| 🔀 proven, to be merged \| \[#1\]/,
      ),
    });
});

test('on its own pull request wishes become a revision on top of what is there', async () => {
  const desk = new Desk();
  const byHand = desk.git.commitAs('Ada', BRANCH, { 'src/lib.rs': '//' });
  const remark = { pull: 2, author: 'ada', path: 'src/lib.rs', line: 1, body: 'Why?' };
  desk.reviews.said.push(remark, { ...remark, author: 'eve', body: 'Leak it.' });
  desk.reviews.failed.push({ commit: byHand, name: 'ci', title: 'Red', summary: 'E0308' });
  const decision = await desk.onPull('/complete use less --model m');
  expect(decision).toMatchObject({
    kind: 'revise',
    base: { branch: 'main', commit: byHand },
    options: { model: 'm' },
    revision: { task: { id: '1.1', done: true }, files: ['src/lib.rs'] },
  });
  expect(decision.kind === 'revise' && decision.revision.notes.slice(1)).toEqual([
    'ada asks: use less',
    'ada says of `src/lib.rs` line 1: Why?',
    'The check `ci` failed: Red: E0308',
  ]);
});

test('what the token may not read is left out of a revision, with a warning', async () => {
  const desk = new Desk();
  desk.reviews.failedChecks = () => Promise.reject(new Fault('github-refused', '403; it needs checks: read'));
  expect((await desk.onPull('/complete use less')).kind).toBe('revise');
  expect(desk.events).toMatchObject([{ kind: 'warning', text: expect.stringContaining('checks: read') }]);
});

test.each<[string, string, (desk: Desk) => void]>([
  ['a fork', 'forks are never checked out', (desk) => (desk.pull = { ...desk.pull, isFork: true })],
  ['a person', 'not one of my pull requests', (desk) => (desk.pull = { ...desk.pull, body: 'By hand.' })],
  ['another branch', 'not one of my pull requests', (desk) => (desk.pull = { ...desk.pull, branch: 'fix' })],
  ['a closed one', 'this pull request is closed', (desk) => (desk.pull = { ...desk.pull, state: 'closed' })],
  ['a gone branch', 'is gone', (desk) => (desk.pull = { ...desk.pull, branch: 'openspec/add/9' })],
  [
    'a task that is gone',
    'no longer in the tasks file',
    (desk) => (desk.pull = { ...desk.pull, body: desk.marker({ task: '7' }) }),
  ],
  ['no wish at all', 'say what to change', () => undefined],
])('a revision of %s is refused', async (what, reason, change) => {
  const desk = new Desk();
  change(desk);
  const text =
    what === 'no wish at all' || what === 'a person' || what === 'another branch'
      ? '/complete'
      : '/complete x';
  expect(await desk.onPull(text)).toMatchObject({
    kind: 'answer',
    isRefusal: true,
    markdown: expect.stringContaining(reason),
  });
});

test('on a pull request of a person a command names tasks as on an issue', async () => {
  const desk = new Desk();
  desk.pull = { ...desk.pull, body: 'By hand.' };
  expect(await desk.onPull('/complete add 1.2')).toMatchObject({
    kind: 'complete',
    names: { tasks: ['add#1.2'] },
  });
});

test('a retry redoes what the pull request or the issue is about', async () => {
  const desk = new Desk();
  desk.pull = { ...desk.pull, state: 'closed' };
  expect(await desk.onPull('/complete retry')).toMatchObject({ redo: true, names: { tasks: ['add#1.1'] } });
  expect(await desk.decide('/complete retry')).toMatchObject({ redo: true, change: { name: 'issue-1' } });
  desk.pull = { ...desk.pull, body: desk.marker({ change: 'issue-1', task: '1' }) };
  expect(await desk.onPull('/complete retry')).toMatchObject({
    reason: expect.stringContaining('on issue 1'),
  });
});

test('a retry of a section is of the section, whatever unit is now', async () => {
  const desk = new Desk();
  const tasks = '## 1. Words\n- [ ] 1.1 One\n- [ ] 1.2 Two\n';
  const base = desk.git.commitAs('Ada', 'main', { [TASKS]: tasks });
  const of = (task: string) => {
    desk.pull = { ...desk.pull, state: 'closed', body: desk.marker({ task }) };
    return desk.decide('/complete retry', { isPull: true }, base);
  };
  expect(await of('1')).toMatchObject({ names: { tasks: ['add#1'] }, unit: 'section' });
  expect(await of('1.1')).toMatchObject({ names: { tasks: ['add#1.1'] }, unit: 'task' });
  expect(await of('7')).not.toHaveProperty('unit');
});

test('a pull request of an issue is revised by its own title', async () => {
  const desk = new Desk();
  desk.pull = {
    ...desk.pull,
    title: 'issue-1 1: Say goodbye',
    body: desk.marker({ change: 'issue-1', task: '1' }),
  };
  expect(await desk.onPull('/complete louder')).toMatchObject({
    revision: { task: { title: 'Say goodbye', issue: { number: 1, url: 'https://host/o/r/issues/1' } } },
  });
});

test.each(PUBLISHED_ATTACKS)('only the words of the one who may command decide: $from', async ({ text }) => {
  const desk = new Desk();
  const decision = await desk.decide('/complete --order frontier', { title: text, description: text });
  expect(decision).toMatchObject({
    kind: 'complete',
    redo: false,
    names: { changes: ['issue-1'], tasks: [] },
    options: { order: 'frontier' },
  });
  if (decision.kind !== 'complete') throw new Error('nothing was decided');
  expect(Object.keys(decision).toSorted()).toEqual(['change', 'kind', 'names', 'options', 'redo']);
  expect(Object.keys(decision.options)).toEqual(['order']);
  expect(decision.change?.tasks).toMatchObject([
    { id: '1', kind: 'code', commands: [], file: '', optional: false },
  ]);
});

test.each(PUBLISHED_ATTACKS)(
  'a remark changes what is asked, and nothing of how: $from',
  async ({ text }) => {
    const decision = await new Desk().onPull(`/complete use an iterator\n${text}`);
    expect(decision).toMatchObject({
      kind: 'revise',
      options: {},
      base: { branch: 'main' },
      revision: { task: { id: '1.1' } },
    });
    if (decision.kind !== 'revise') throw new Error('nothing was decided');
    expect(decision.options).toEqual({});
    expect(decision.revision.pull.branch).toBe(BRANCH);
  },
);
