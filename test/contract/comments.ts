import { describe, expect, test } from 'vitest';
import type { Comments } from '../../src/ports/comments.ts';

/** A repository with the issue 1, in which `ada` may write and `eve` may not. */
export interface CommentsUnderTest extends AsyncDisposable {
  readonly comments: Comments;
  /** A person comments on issue 1; gives the comment's id. */
  say(author: string, body: string): number;
  remove(comment: number): void;
  /** Reactions on a comment. */
  reactions(comment: number): readonly string[];
}

/** What everything that implements Comments promises. */
export function testComments(name: string, create: () => Promise<CommentsUnderTest>): void {
  describe(`${name} keeps the contract of Comments`, () => {
    test('a comment of a person is read as it was written', async () => {
      await using under = await create();
      const body = 'Hi 🦀\r\n<!-- x --> @all';
      const id = under.say('ada', body);
      expect(await under.comments.read(id)).toMatchObject({ id, author: 'ada', isBot: false, body });
    });

    test('what was created is read, listed behind what was there, and by a program', async () => {
      await using under = await create();
      under.say('ada', 'first');
      const { id } = await under.comments.create(1, 'second');
      expect(await under.comments.list(1)).toMatchObject([
        { author: 'ada', isBot: false, body: 'first' },
        { id, isBot: true, body: 'second' },
      ]);
    });

    test('an update changes the text and nothing else', async () => {
      await using under = await create();
      const { id } = await under.comments.create(1, 'before');
      expect(await under.comments.update(id, 'after')).toBe(true);
      expect((await under.comments.list(1)).map(({ body }) => body)).toEqual(['after']);
    });

    test('a deleted comment is neither read, updated nor reacted to', async () => {
      await using under = await create();
      const { id } = await under.comments.create(1, 'gone');
      under.remove(id);
      expect(await under.comments.read(id)).toBeUndefined();
      expect(await under.comments.update(id, 'back')).toBe(false);
      await under.comments.react(id, 'eyes');
      expect(await under.comments.list(1)).toEqual([]);
    });

    test('a reaction is there once, however often it is made', async () => {
      await using under = await create();
      const id = under.say('ada', '/complete');
      for (const reaction of ['eyes', 'eyes', 'rocket'] as const) await under.comments.react(id, reaction);
      expect(under.reactions(id)).toEqual(['eyes', 'rocket']);
    });

    test('only people with write access may write', async () => {
      await using under = await create();
      expect(await under.comments.mayWrite('ada')).toBe(true);
      expect(await under.comments.mayWrite('eve')).toBe(false);
    });
  });
}
