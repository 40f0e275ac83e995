import { expect, test } from 'vitest';
import { STATUS_MARKER } from '../../src/core/commands/own-comment.ts';
import { Fault } from '../../src/core/fault.ts';
import { LiveStatus } from '../../src/flow/live-status.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';
import { FakeComments } from '../fakes/fake-comments.ts';

class Talk {
  readonly comments = new FakeComments();
  readonly heard: ProgressEvent[] = [];
  time = 0;
  readonly live: LiveStatus;

  constructor(silent = false) {
    this.live = new LiveStatus({
      comments: this.comments,
      issue: 1,
      head: { author: 'ada', commentUrl: 'https://host/1#c', runUrl: 'https://host/runs/5' },
      silent,
      mask: (text) => text.replaceAll('s3cret', '***'),
      progress: { emit: (event) => this.heard.push(event) },
      now: () => this.time,
    });
  }

  get text(): string {
    return this.comments.all.find(({ body }) => body.startsWith(STATUS_MARKER))?.body ?? '';
  }

  get updates(): number {
    return this.comments.writes.filter((write) => write !== 'react').length;
  }

  /** Seconds pass, something happens, and what it starts comes to its end. */
  async after(seconds: number, event: ProgressEvent): Promise<void> {
    this.time += seconds * 1000;
    this.live.emit(event);
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }
}

const TASK = { kind: 'task', task: 'a#1.1', title: 'Add `x`', index: 1, count: 2 } as const;
const stage = (name: 'baseline' | 'ask' | 'judge' | 'publish', text: string) =>
  ({ kind: 'stage', task: 'a#1.1', stage: name, round: 1, text }) as const;
const tick = (text: string) => ({ kind: 'tick', task: 'a#1.1', stage: 'ask', text }) as const;

test('the stages of a task are a checklist, with what the model is doing and how fast', async () => {
  const talk = new Talk();
  await talk.live.start();
  await talk.after(1, TASK);
  await talk.after(1, stage('baseline', 'checking main'));
  await talk.after(1, stage('ask', 'round 1: asking qwen'));
  for (let token = 0; token < 21; token += 1) {
    talk.time += 50;
    talk.live.token();
  }
  await talk.after(20, tick('qwen is writing'));
  expect(talk.text).toMatchInlineSnapshot(`
    "<!-- openspec-complete:status -->

    ### OpenSpec Complete: working …

    [Asked for](https://host/1#c) by ada · [run](https://host/runs/5)

    **a 1.1** Add \`x\`

    - [x] baseline: checking main
    - [ ] model ⏳: round 1: asking qwen
    - [ ] gates
    - [ ] pull request

    qwen is writing, 20.0 tokens/s"
  `);
});

test('it is written at most every ten seconds, and only when there is news', async () => {
  const talk = new Talk();
  await talk.live.start();
  expect(talk.updates).toBe(1);
  for (let second = 0; second < 9; second += 1) await talk.after(1, tick(`tick ${second}`));
  expect(talk.updates).toBe(1);
  await talk.after(1, TASK);
  expect(talk.updates).toBe(2);
  await talk.after(60, { kind: 'run', text: 'nothing new for the comment' });
  expect(talk.updates).toBe(2);
  expect(talk.heard).toHaveLength(11);
});

test('a second run of an issue goes on in the same comment', async () => {
  const talk = new Talk();
  const old = talk.comments.say(1, 'github-actions[bot]', `${STATUS_MARKER}\n\nold`);
  await talk.live.start();
  await talk.live.finish({ outcomes: [], dryRun: false });
  expect(talk.comments.all).toHaveLength(1);
  expect(talk.comments.all[0]?.id).toBe(old.id);
  expect(talk.text).toContain('nothing to do');
});

test('a comment that was deleted is made again, once', async () => {
  const talk = new Talk();
  await talk.live.start();
  talk.comments.all.length = 0;
  await talk.after(11, TASK);
  await talk.after(11, stage('judge', 'judging'));
  expect(talk.comments.all).toHaveLength(1);
});

test('a stranger’s comment with the marker, or the marker inside a text, is not taken for it', async () => {
  const talk = new Talk();
  talk.comments.say(1, 'eve', `${STATUS_MARKER}\nmine`);
  talk.comments.say(1, 'ada', `Look: ${STATUS_MARKER}`);
  await talk.live.start();
  expect(talk.comments.all.map(({ author }) => author)).toEqual(['eve', 'ada', 'github-actions[bot]']);
  expect(talk.comments.all[0]?.body).toBe(`${STATUS_MARKER}\nmine`);
});

test('secrets, markup and mentions of what is told do not reach the page', async () => {
  const talk = new Talk();
  await talk.live.start();
  await talk.after(11, { ...TASK, title: 's3cret @all <img> Closes #3 \u202e|' });
  await talk.after(11, stage('ask', '```\n</details> s3cret'));
  expect(talk.text).not.toMatch(/s3cret|@all|<img>|#3|\u202e|<\/details>/);
});

test('a secret in an outcome is hidden before anything is cut', async () => {
  const talk = new Talk();
  await talk.live.finish({ outcomes: [], dryRun: false, stopped: `${'x'.repeat(1497)}s3cret` });
  expect(talk.text).not.toContain('s3');
});

test('GitHub’s refusals are one warning, and the run goes on', async () => {
  const talk = new Talk();
  talk.comments.trouble = new Fault('github-refused', '403 while commenting');
  await talk.live.start();
  await talk.after(11, TASK);
  await talk.after(11, stage('judge', 'judging'));
  await talk.live.finish({ outcomes: [], dryRun: false, stopped: 'It broke.' });
  expect(talk.heard.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
});

test('a dry run of the step writes nothing', async () => {
  const talk = new Talk(true);
  await talk.live.start();
  await talk.after(11, TASK);
  await talk.live.finish({ outcomes: [], dryRun: true });
  expect(talk.comments.writes).toEqual([]);
});
