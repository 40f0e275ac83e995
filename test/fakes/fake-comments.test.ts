import { testComments } from '../contract/comments.ts';
import { testReviews } from '../contract/reviews.ts';
import { FakeComments } from './fake-comments.ts';
import { FakeReviews } from './fake-reviews.ts';

testComments('the fake', async () => {
  const comments = new FakeComments();
  return {
    comments,
    say: (author, body) => comments.say(1, author, body).id,
    remove: (id) => comments.change(id, undefined),
    reactions: (id) => comments.reactions.filter(([to]) => to === id).map(([, reaction]) => reaction),
    [Symbol.asyncDispose]: async () => undefined,
  };
});

testReviews('the fake', async () => {
  const reviews = new FakeReviews();
  const head = 'a'.repeat(40);
  reviews.pulls.push({
    number: 1,
    url: 'https://host/pull/1',
    branch: 'openspec/greet/1.1',
    base: 'main',
    head,
    title: 'greet 1.1: Greet',
    body: '',
    draft: false,
    labels: [],
    state: 'open',
    isFork: false,
  });
  return {
    reviews,
    head,
    remark: (remark) => void reviews.said.push({ ...remark, pull: 1 }),
    fail: (check) => void reviews.failed.push({ ...check, commit: head }),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
