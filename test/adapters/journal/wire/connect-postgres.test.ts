import { chmodSync, chownSync, copyFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectPostgres } from '../../../../src/adapters/journal/postgres/wire/connect-postgres.ts';
import type { PostgresAddress } from '../../../../src/adapters/journal/postgres/wire/postgres-address.ts';
import { PostgresServer } from '../../../support/postgres-server.ts';

const CERTIFICATES = join(import.meta.dirname, '../../../fixtures/tls');
const OPTIONS = { queryMilliseconds: 20_000 };
/** Which user proves himself how. */
const HBA = [
  'local all postgres trust',
  'local all by_md5 md5',
  'local all by_word password',
  'host all by_md5 all md5',
  'host all by_word all password',
  'hostssl all only_tls all scram-sha-256',
  'hostnossl all only_tls all reject',
  'host all all all scram-sha-256',
];

let server: PostgresServer;
beforeAll(async () => {
  server = await PostgresServer.start({ hba: HBA });
  await server.run(`
    set password_encryption = 'md5';
    create role by_md5 login password 'md5 pw';
    set password_encryption = 'scram-sha-256';
    create role by_word login password 'word pw';
    create role only_tls login password 'tls pw'`);
  await server.stop();
  for (const [name, mode] of [
    ['server.crt', 0o644],
    ['server.key', 0o600],
  ] as const) {
    const copy = join(server.folder, 'data', name);
    copyFileSync(join(CERTIFICATES, name), copy);
    chmodSync(copy, mode);
    const { uid, gid } = statSync(join(server.folder, 'data'));
    chownSync(copy, uid, gid);
  }
  await server.start({ ssl: 'on' });
});
afterAll(() => server[Symbol.asyncDispose]());

function as(user: string, password: string, more: Partial<PostgresAddress> = {}): PostgresAddress {
  return { ...server.address, user, password, ...more };
}

async function encryption(address: PostgresAddress): Promise<string | null | undefined> {
  const connection = await connectPostgres(address, OPTIONS);
  const [row] = await connection.query('select ssl from pg_stat_ssl where pid = pg_backend_pid()');
  await connection.close();
  return row?.ssl;
}

test('prefer, require, verify-ca and verify-full are encrypted, disable is not', async () => {
  const { password } = server;
  const sslRootCert = join(CERTIFICATES, 'server.crt');
  expect(await encryption(as('postgres', password, { sslMode: 'disable' }))).toBe('f');
  expect(await encryption(as('postgres', password, { sslMode: 'prefer' }))).toBe('t');
  expect(await encryption(as('postgres', password, { sslMode: 'require' }))).toBe('t');
  expect(await encryption(as('postgres', password, { sslMode: 'verify-ca', sslRootCert }))).toBe('t');
  expect(
    await encryption(as('postgres', password, { sslMode: 'verify-full', sslRootCert, host: 'localhost' })),
  ).toBe('t');
});

test('a certificate of nobody known, or for another name, is refused where it counts', async () => {
  const { password } = server;
  const sslRootCert = join(CERTIFICATES, 'server.crt');
  const connect = (more: Partial<PostgresAddress>) => encryption(as('postgres', password, more));
  await expect(connect({ sslMode: 'verify-ca' })).rejects.toMatchObject({ state: '08006' });
  await expect(connect({ sslMode: 'verify-full', sslRootCert })).rejects.toMatchObject({ state: '08006' });
  await expect(connect({ sslMode: 'require', sslRootCert: '/nowhere.crt' })).rejects.toMatchObject({
    message: 'the file that sslrootcert names cannot be read',
  });
});

test('MD5 and bare passwords go over TLS and Unix sockets only', async () => {
  for (const [user, password] of [
    ['by_md5', 'md5 pw'],
    ['by_word', 'word pw'],
  ] as const) {
    expect(await encryption(as(user, password, { sslMode: 'require' }))).toBe('t');
    expect(await encryption(as(user, password, { host: server.folder }))).toBe('f');
    await expect(encryption(as(user, password, { sslMode: 'disable' }))).rejects.toMatchObject({
      state: '28000',
      message: expect.stringContaining('only be sent encrypted'),
    });
  }
});

test('a server that wants TLS gets it by default', async () => {
  expect(await encryption(as('only_tls', 'tls pw'))).toBe('t');
  await expect(encryption(as('only_tls', 'tls pw', { sslMode: 'disable' }))).rejects.toMatchObject({
    state: '28000',
  });
});

test('a wrong or missing password is refused without being shown', async () => {
  await expect(encryption(as('postgres', 'hunter2'))).rejects.toMatchObject({
    state: '28P01',
    message: expect.not.stringContaining('hunter2'),
  });
  await expect(encryption(as('postgres', ''))).rejects.toMatchObject({
    state: '28P01',
    message: 'the server asks for a password and none is set',
  });
});

test('names, options and values of every kind arrive as they are', async () => {
  const more = { applicationName: 'my app', options: '-c statement_timeout=1234' };
  const connection = await connectPostgres(as('postgres', server.password, more), OPTIONS);
  expect(
    await connection.query(
      `select $1::text as text, $2::text as nothing, current_setting('application_name') as app,
              current_setting('statement_timeout') as timeout, 1.5 as number, true as truth`,
      ['ö\u{1f980}\'";--', null],
    ),
  ).toEqual([
    { text: 'ö\u{1f980}\'";--', nothing: null, app: 'my app', timeout: '1234ms', number: '1.5', truth: 't' },
  ]);
  expect(await connection.query('select 1 where false')).toEqual([]);
  expect(
    await connection.query('create temporary table t (a int); insert into t values (1), (2); table t'),
  ).toEqual([{ a: '1' }, { a: '2' }]);
  await connection.close();
});

test('rows of megabytes come through', async () => {
  const connection = await connectPostgres(as('postgres', server.password), OPTIONS);
  const text = 'x'.repeat(5_000_000);
  const rows = await connection.query('select $1::text as text from generate_series(1, 3)', [text]);
  expect(rows.map((row) => row.text === text)).toEqual([true, true, true]);
  await connection.close();
});

test('an error of a statement leaves the session usable, and its state says what it was', async () => {
  const connection = await connectPostgres(as('postgres', server.password), OPTIONS);
  await expect(connection.query('select * from nowhere')).rejects.toMatchObject({ state: '42P01' });
  await expect(connection.query('select $1::int as n', ['x'])).rejects.toMatchObject({ state: '22P02' });
  await expect(connection.query('select 1; select 1/0')).rejects.toMatchObject({ state: '22012' });
  expect(await connection.query('select $1::int as n', ['7'])).toEqual([{ n: '7' }]);
  await connection.close();
});

test('a session that the server ends says so at the next query', async () => {
  const connection = await connectPostgres(as('postgres', server.password), OPTIONS);
  const [row] = await connection.query('select pg_backend_pid() as pid');
  await server.run(`select pg_terminate_backend(${row?.pid})`);
  await expect(connection.query('select 1')).rejects.toMatchObject({
    state: expect.stringMatching(/^(08|57P)/),
  });
  await connection.close();
});

test('queries that are asked at once are answered one after the other', async () => {
  const connection = await connectPostgres(as('postgres', server.password), OPTIONS);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => connection.query('select $1::int as n', [String(at)])),
  );
  expect(answers.map(([row]) => row?.n)).toEqual(Array.from({ length: 20 }, (_, at) => String(at)));
  await connection.close();
});
