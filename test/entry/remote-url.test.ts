import { expect, test } from 'vitest';
import { remoteUrl } from '../../src/entry/remote-url.ts';

const github = { serverUrl: 'https://github.com/', owner: 'ada', repo: 'timer' };

test.each([
  ['https://github.com/ada/timer', 'as it is'],
  ['https://github.com/Ada/Timer.git', 'as it is, names in any case'],
  ['/srv/mirror/timer.git', 'as it is, a local mirror'],
  ['file:///srv/mirror/timer.git', 'as it is, a local mirror'],
])('%s is pushed to %s', (origin) => {
  expect(remoteUrl(origin, github)).toBe(origin);
});

test.each([
  [undefined, 'there is no origin'],
  ['git@github.com:ada/timer.git', 'a token is of no use for ssh'],
  ['https://github.com/eve/timer', 'origin is a fork'],
  ['https://git.example/ada/timer', 'origin is on another server'],
  ['../timer', 'origin is a relative path'],
])('not to %s: %s', (origin, _why) => {
  expect(remoteUrl(origin, github)).toBe('https://github.com/ada/timer');
});

test('a server below a path, with a port, keeps both', () => {
  const own = { serverUrl: 'http://127.0.0.1:3000/git', owner: 'ada', repo: 'timer' };
  expect(remoteUrl('http://127.0.0.1:3000/git/ada/timer.git', own)).toBe(
    'http://127.0.0.1:3000/git/ada/timer.git',
  );
  expect(remoteUrl('http://127.0.0.1:3001/git/ada/timer.git', own)).toBe(
    'http://127.0.0.1:3000/git/ada/timer',
  );
});
