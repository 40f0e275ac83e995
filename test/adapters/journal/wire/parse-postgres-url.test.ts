import { userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { parsePostgresUrl } from '../../../../src/adapters/journal/postgres/wire/parse-postgres-url.ts';

const DEFAULTS = { port: 5432, sslMode: 'prefer', applicationName: 'openspec-complete' };

test.each([
  [
    'postgres://ann:pw@db.example.com:6000/gematria',
    { host: 'db.example.com', port: 6000, user: 'ann', password: 'pw', database: 'gematria' },
  ],
  ['postgresql://ann@db/x', { host: 'db', user: 'ann', password: '', database: 'x' }],
  ['postgres://ann:pw@db', { host: 'db', user: 'ann', password: 'pw', database: 'ann' }],
  [
    'postgres://a%40b:p%3A%2F%23%3F%25%C3%B6@db/%D7%90',
    { host: 'db', user: 'a@b', password: 'p:/#?%ö', database: 'א' },
  ],
  ['postgres://ann:p:w@db/x', { host: 'db', user: 'ann', password: 'p:w', database: 'x' }],
  ['postgres://ann@[::1]:6000/x', { host: '::1', port: 6000, user: 'ann', password: '', database: 'x' }],
  [
    'postgres://%2Fvar%2Frun%2Fpostgresql/x?user=ann',
    { host: '/var/run/postgresql', user: 'ann', password: '', database: 'x' },
  ],
  [
    'postgresql:///x?host=/tmp&user=ann&password=p%26w&port=6001',
    { host: '/tmp', port: 6001, user: 'ann', password: 'p&w', database: 'x' },
  ],
  [
    'postgres://ann@db/x?sslmode=verify-full&sslrootcert=/ca.pem&application_name=my%20app&options=-c%20a%3Db',
    {
      host: 'db',
      user: 'ann',
      password: '',
      database: 'x',
      sslMode: 'verify-full',
      sslRootCert: '/ca.pem',
      applicationName: 'my app',
      options: '-c a=b',
    },
  ],
  [
    'postgres://ann@db/x?connect_timeout=10&target_session_attrs=read-write&keepalives=1',
    { host: 'db', user: 'ann', password: '', database: 'x' },
  ],
])('%s is read as libpq reads it', (url, address) => {
  expect(parsePostgresUrl(url)).toEqual({ ok: true, address: { ...DEFAULTS, ...address } });
});

test('without a user it is the account of the process, as in libpq', () => {
  const parsed = parsePostgresUrl('postgresql:///gematria');
  expect(parsed).toMatchObject({ ok: true, address: { user: userInfo().username, database: 'gematria' } });
});

test.each([
  ['postgres://ann:secret@word@db/x', 'write @ as %40'],
  ['postgres://ann:secret/1@db/x', 'host:port'],
  ['postgres://ann:secret#1@db/x', 'write @ as %40'],
  ['postgres://ann:secret%zz@db/x', 'two hexadecimal digits'],
  ['postgres://ann:secret%ff@db/x', 'two hexadecimal digits'],
  ['postgres://ann:secret%00x@db/x', 'zero byte'],
  ['postgres://ann:secret@db:port/x', 'host:port'],
  ['postgres://ann:secret@db:99999/x', 'the port is not a number'],
  ['postgres://ann:secret@db:5432,db2:5432/x', 'several hosts'],
  ['postgres://ann:secret@db/x?sslmode=maybe', 'sslmode must be one of disable'],
  ['postgres://ann:secret@db/x?ssl=true', 'unknown or not supported'],
  ['postgres://ann:secret@db/x?sslkey=/k', 'unknown or not supported'],
  ['postgres://ann:secret@db/x?channel_binding=require', 'unknown or not supported'],
  ['postgres://ann:secret@::1/x', 'host:port'],
])('%s is a mistake that is explained without showing the password', (url, words) => {
  const parsed = parsePostgresUrl(url);
  expect(parsed).toEqual({ ok: false, problem: expect.stringContaining(words) });
  expect(JSON.stringify(parsed)).not.toMatch(/secret/);
});
