import { expect, test } from 'vitest';
import type { CommentEvent } from '../../src/core/commands/classify-comment.ts';
import { ANSWER_MARKER, STATUS_MARKER } from '../../src/core/commands/own-comment.ts';
import { Fault } from '../../src/core/fault.ts';
import { hearComment } from '../../src/flow/hear-comment.ts';
import { Voice } from '../../src/flow/voice.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';
import { FakeComments } from '../fakes/fake-comments.ts';

const AT = '2026-11-02T10:00:00Z';

/** Somebody says something on issue 1, and it is heard. */
async function hear(
  said: Partial<CommentEvent>,
  setup: (comments: FakeComments, id: number) => void = () => {},
) {
  const comments = new FakeComments();
  const { text = '/complete', author = 'ada' } = said;
  const { id } = comments.say(1, author, text);
  setup(comments, id);
  const events: ProgressEvent[] = [];
  const progress = { emit: (event: ProgressEvent) => void events.push(event) };
  const voice = new Voice({ comments, issue: 1, comment: id, silent: false, mask: (one) => one, progress });
  const event: CommentEvent = {
    ...{ issue: 1, isPull: false, title: '', description: '', url: '', comment: id, commentUrl: '' },
    ...{ author, isBot: false, text, createdAt: AT },
    ...said,
  };
  const heard = await hearComment(event, { comments, voice, allowBots: ['Renovate[bot]'] });
  return { heard, comments, events, reactions: comments.reactions.map(([, reaction]) => reaction) };
}

test('a command of somebody who may write is heard, with eyes', async () => {
  const { heard, reactions } = await hear({ text: '/complete one' });
  expect(heard).toMatchObject({
    kind: 'command',
    command: { kind: 'complete', names: { changes: ['one'] } },
  });
  expect(reactions).toEqual(['eyes']);
});

test.each([
  ['without a command', { text: 'Nice.' }, 'the comment has no command at the start of a line'],
  ['of its own', { text: `/complete\n${STATUS_MARKER}` }, 'the comment is one of this program’s own'],
  [
    'of its own answers',
    { text: `/complete help\n${ANSWER_MARKER}` },
    'the comment is one of this program’s own',
  ],
])('a comment %s is left alone without any call', async (_what, said, reason) => {
  const { heard, comments } = await hear({ ...said, author: 'eve' });
  expect(heard).toEqual({ kind: 'nothing', reason });
  expect(comments.writes).toEqual([]);
});

test.each([
  [{ author: 'eve' }, 'eve has no write access to the repository'],
  [{ author: 'x[bot]', isBot: true }, 'x[bot] is a program that allow-bots does not list'],
])('%j may not command and gets a thumb down', async (said, reason) => {
  const { heard, reactions, comments } = await hear(said);
  expect(heard).toEqual({ kind: 'nothing', reason });
  expect(reactions).toEqual(['-1']);
  expect(comments.all).toHaveLength(1);
});

test('a listed program may, whatever the case and with or without its [bot]', async () => {
  expect((await hear({ author: 'renovate', isBot: true })).heard.kind).toBe('command');
  expect((await hear({ author: 'renovate[bot]', isBot: true })).heard.kind).toBe('command');
});

test.each<[string, (comments: FakeComments, id: number) => void]>([
  ['has another text', (comments, id) => comments.change(id, { body: '/complete other' })],
  [
    'was edited and edited back',
    (comments, id) => comments.change(id, { updatedAt: '2026-11-02T10:00:01Z' }),
  ],
])('a comment that %s is refused', async (_what, setup) => {
  const { heard, reactions, comments } = await hear({}, setup);
  expect(heard).toEqual({ kind: 'nothing', reason: 'the comment was edited after it was posted' });
  expect(reactions).toEqual(['-1']);
  expect(comments.all[1]?.body).toContain('Post it anew.');
});

test('a deleted comment starts nothing, and other line ends are no edit', async () => {
  expect((await hear({}, (comments, id) => comments.change(id, undefined))).heard.kind).toBe('nothing');
  const unix = (comments: FakeComments, id: number) => comments.change(id, { body: 'Hi\n/complete' });
  expect((await hear({ text: 'Hi\r\n/complete' }, unix)).heard.kind).toBe('command');
});

test('what cannot be understood is answered with the commands', async () => {
  const { heard, reactions, comments } = await hear({ text: '/complete --modle x' });
  expect(heard.kind).toBe('nothing');
  expect(reactions).toEqual(['eyes', 'confused']);
  expect(comments.all[1]?.body).toMatch(
    /^Nothing was started: there is no option `--modle` \(did you mean `--model`\?\)\./,
  );
});

test('not being able to react is a warning, not a reason', async () => {
  const { heard, events } = await hear({}, (comments) => {
    comments.trouble = new Fault('github-refused', '403 while reacting');
  });
  expect(heard.kind).toBe('command');
  expect(events).toMatchObject([{ kind: 'warning' }]);
});
