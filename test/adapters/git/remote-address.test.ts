import { describe, expect, test } from 'vitest';
import { parseRemoteAddress } from '../../../src/adapters/git/remote-address.ts';
import { withoutCredentials } from '../../../src/adapters/git/without-credentials.ts';

describe('owner, repository and server of a remote URL', () => {
  test.each([
    ['https://github.com/octo/rocket.git', 'https://github.com'],
    ['https://github.com/octo/rocket', 'https://github.com'],
    ['https://github.com/octo/rocket/', 'https://github.com'],
    ['https://x-access-token:ghs_1@github.com/octo/rocket.git', 'https://github.com'],
    ['http://127.0.0.1:3000/octo/rocket.git', 'http://127.0.0.1:3000'],
    ['https://git.example.com:8443/octo/rocket.git', 'https://git.example.com:8443'],
    ['https://example.com/git/octo/rocket.git', 'https://example.com/git'],
    ['git@github.com:octo/rocket.git', 'https://github.com'],
    ['github.com:octo/rocket', 'https://github.com'],
    ['git@[::1]:octo/rocket.git', 'https://[::1]'],
    ['ssh://git@github.com/octo/rocket.git', 'https://github.com'],
    ['ssh://git@ssh.github.com:443/octo/rocket.git', 'https://github.com'],
    ['git://git.example.com/octo/rocket.git', 'https://git.example.com'],
  ])('%s', (url, server) => {
    expect(parseRemoteAddress(url)).toEqual({ server, owner: 'octo', repo: 'rocket' });
  });

  test.each([
    '',
    '/srv/git/rocket.git',
    '../rocket',
    'C:\\git\\rocket',
    'file:///srv/rocket.git',
    'https://github.com',
    'https://github.com/octo',
  ])('"%s" has none', (url) => {
    expect(parseRemoteAddress(url)).toBeUndefined();
  });
});

test('a URL is shown without its credentials, an ssh user stays', () => {
  expect(withoutCredentials('https://ada:s3cret@github.com/o/r.git')).toBe('https://github.com/o/r.git');
  expect(withoutCredentials('https://ghp_token@github.com/o/r.git')).toBe('https://github.com/o/r.git');
  expect(withoutCredentials('ssh://git:pw@github.com/o/r.git')).toBe('ssh://git@github.com/o/r.git');
  expect(withoutCredentials('git@github.com:o/r.git')).toBe('git@github.com:o/r.git');
  expect(withoutCredentials('/srv/r.git')).toBe('/srv/r.git');
});
