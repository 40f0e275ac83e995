import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { connectPostgres } from '../../../../src/adapters/journal/postgres/wire/connect-postgres.ts';
import type { PostgresAddress } from '../../../../src/adapters/journal/postgres/wire/postgres-address.ts';
import { HostileServer, serverMessage } from '../../../support/hostile-server.ts';

const SECRET = 'correct horse';
const WELCOME = [
  serverMessage('R', Buffer.from([0, 0, 0, 0])),
  serverMessage('S', Buffer.from('server_version\x0015.0\0')),
  serverMessage('Z', Buffer.from('I')),
];

function addressOf(port: number, sslMode: PostgresAddress['sslMode'] = 'disable'): PostgresAddress {
  return {
    host: '127.0.0.1',
    port,
    user: 'ann',
    password: SECRET,
    database: 'x',
    sslMode,
    applicationName: 'test',
  };
}

/** Answers the first bytes with a welcome, and the query with `answer`. */
function afterWelcome(answer: (socket: Socket) => void) {
  let isKnown = false;
  return (socket: Socket) => {
    if (isKnown) answer(socket);
    else socket.write(Buffer.concat(WELCOME));
    isKnown = true;
  };
}

const ask = (kind: number, more = '') =>
  serverMessage('R', Buffer.concat([Buffer.from([0, 0, 0, kind]), Buffer.from(more, 'latin1')]));

test.each<[string, Buffer, string]>([
  ['a message of two gigabytes', serverMessage('R', Buffer.alloc(0), 2_000_000_000), '08P01'],
  ['a message of negative length', serverMessage('R', Buffer.alloc(0), -1), '08P01'],
  ['an HTTP answer', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), '08P01'],
  ['a login without a kind', serverMessage('R', Buffer.alloc(0)), '08P01'],
  ['a way to log in that is unknown', ask(7), '28000'],
  ['a question for the bare password', ask(3), '28000'],
  ['a question for the MD5 of the password', ask(5, 'salt'), '28000'],
  ['mechanisms that are all unknown', ask(10, 'SCRAM-SHA-1\0\0'), '28000'],
  ['mechanisms without an end', ask(10, 'SCRAM-SHA-256'), '08P01'],
  ['an error without fields', serverMessage('E', Buffer.alloc(0)), 'XX000'],
  ['a welcome before SCRAM is done', Buffer.concat([ask(10, 'SCRAM-SHA-256\0\0'), ...WELCOME]), '08P01'],
])('%s ends the connection, and the password stays here', async (_, answer, state) => {
  await using server = new HostileServer((socket) => void socket.write(answer));
  const port = await server.listen();
  await expect(connectPostgres(addressOf(port), { queryMilliseconds: 1000 })).rejects.toMatchObject({
    state,
  });
  expect(server.received).not.toContain(SECRET);
});

test('a server that says nothing is given up in time', async () => {
  await using server = new HostileServer(() => undefined);
  const port = await server.listen();
  const options = { queryMilliseconds: 1000, connectMilliseconds: 50 };
  await expect(connectPostgres(addressOf(port), options)).rejects.toMatchObject({ state: '08001' });
});

test('a server that closes at once is an error of the way', async () => {
  await using server = new HostileServer((socket) => socket.end());
  const port = await server.listen();
  await expect(connectPostgres(addressOf(port), { queryMilliseconds: 1000 })).rejects.toMatchObject({
    state: '08006',
  });
});

test('nothing is sent in the open when TLS is required and not offered', async () => {
  await using server = new HostileServer((socket) => void socket.write('N'));
  const port = await server.listen();
  await expect(
    connectPostgres(addressOf(port, 'require'), { queryMilliseconds: 1000 }),
  ).rejects.toMatchObject({ state: '08001', message: expect.stringContaining('does not speak TLS') });
  expect(server.received).not.toContain('ann');
});

test('bytes smuggled in behind the answer to the question for TLS are refused', async () => {
  await using server = new HostileServer((socket) => void socket.write('SZ'));
  const port = await server.listen();
  await expect(connectPostgres(addressOf(port, 'prefer'), { queryMilliseconds: 1000 })).rejects.toMatchObject(
    { state: '08P01' },
  );
});

test.each<[string, (socket: Socket) => void]>([
  ['rows without columns', (socket) => socket.write(serverMessage('D', Buffer.from([0, 3])))],
  ['a row that is cut off', (socket) => socket.write(serverMessage('D', Buffer.from([0])))],
  ['a message nobody knows', (socket) => socket.write(serverMessage('y', Buffer.alloc(0)))],
  ['copied files', (socket) => socket.write(serverMessage('G', Buffer.from([0, 0, 0])))],
  ['a row of a gigabyte', (socket) => socket.write(serverMessage('D', Buffer.alloc(0), 1_000_000_000))],
  [
    'rows without an end',
    (socket) => {
      const rows = Buffer.concat(Array.from({ length: 5000 }, () => serverMessage('D', Buffer.from([0, 0]))));
      const flood = () => {
        while (!socket.destroyed && socket.write(rows));
      };
      socket.on('drain', flood);
      flood();
    },
  ],
])('a query that is answered by %s fails, and so does every later one', async (_, answer) => {
  await using server = new HostileServer(afterWelcome(answer));
  const port = await server.listen();
  const connection = await connectPostgres(addressOf(port), { queryMilliseconds: 20_000 });
  await expect(connection.query('select 1')).rejects.toMatchObject({ state: '08P01' });
  await expect(connection.query('select 1')).rejects.toMatchObject({ state: '08P01' });
  await connection.close();
});

test('a query that gets no answer is given up in time', async () => {
  await using server = new HostileServer(afterWelcome(() => undefined));
  const port = await server.listen();
  const connection = await connectPostgres(addressOf(port), { queryMilliseconds: 30 });
  await expect(connection.query('select 1')).rejects.toMatchObject({ state: '08006' });
  await connection.close();
});

test('aborting closes a connection in the middle of a query', async () => {
  await using server = new HostileServer(afterWelcome(() => abort.abort()));
  const abort = new AbortController();
  const port = await server.listen();
  const options = { queryMilliseconds: 20_000, signal: abort.signal };
  const connection = await connectPostgres(addressOf(port), options);
  await expect(connection.query('select 1')).rejects.toMatchObject({ state: '08006' });
});
