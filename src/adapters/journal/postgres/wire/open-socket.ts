import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { sslRequest } from './client-messages.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { connectionError, protocolError, SqlError } from './sql-error.ts';

export interface OpenedSocket {
  readonly socket: Socket;
  /** Whether nobody on the way can read along: TLS, or a socket of this machine's file system. */
  readonly isPrivate: boolean;
}

/** Where Debian's and Red Hat's servers listen. */
const SOCKET_FOLDER = '/var/run/postgresql';

/** Opens the way to the server, encrypted as `sslMode` says. Rejects with `SqlError`; aborting closes at once. */
export async function openSocket(address: PostgresAddress, signal: AbortSignal): Promise<OpenedSocket> {
  const { port, sslMode } = address;
  const path = socketPath(address);
  const host = address.host ?? 'localhost';
  const socket = path === undefined ? connect({ host, port, noDelay: true, keepAlive: true }) : connect(path);
  closeOnAbort(socket, signal);
  await event(socket, 'connect');
  if (path !== undefined) return { socket, isPrivate: true };
  if (sslMode === 'disable' || !(await offersTls(socket))) {
    if (sslMode === 'disable' || sslMode === 'prefer') return { socket, isPrivate: false };
    socket.destroy();
    throw new SqlError('08001', `the server does not speak TLS, and sslmode is ${sslMode}`);
  }
  const secured = connectTls({ ...(await tlsOptions(address, host)), socket });
  closeOnAbort(secured, signal);
  await event(secured, 'secureConnect');
  return { socket: secured, isPrivate: true };
}

function socketPath({ host, port }: PostgresAddress): string | undefined {
  const file = `.s.PGSQL.${port}`;
  if (host?.startsWith('/')) return `${host}/${file}`;
  const usual = `${SOCKET_FOLDER}/${file}`;
  return host === undefined && existsSync(usual) ? usual : undefined;
}

/** libpq's modes: `require` encrypts only, `verify-ca` asks for a known issuer, `verify-full` for the right name too. */
async function tlsOptions(
  { sslMode, sslRootCert }: PostgresAddress,
  host: string,
): Promise<ConnectionOptions> {
  const verifies = sslMode.startsWith('verify') || sslRootCert !== undefined;
  return {
    ...(isIP(host) === 0 ? { servername: host } : { host }),
    rejectUnauthorized: verifies,
    ...(sslMode === 'verify-full' ? {} : { checkServerIdentity: () => undefined }),
    ...(sslRootCert === undefined ? {} : { ca: await certificates(sslRootCert) }),
  };
}

async function certificates(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new SqlError('08001', 'the file that sslrootcert names cannot be read', { cause: error });
  }
}

/** Anything sent along with the answer was put there by somebody on the way (CVE-2021-23222). */
async function offersTls(socket: Socket): Promise<boolean> {
  socket.write(sslRequest());
  const answer = await new Promise<Buffer>((resolve, reject) => {
    socket.once('data', (bytes: Buffer) => {
      socket.pause();
      resolve(bytes);
    });
    socket.once('error', (error) => reject(connectionError(error)));
    socket.once('close', () => reject(new SqlError('08006', 'the server closed the connection')));
  });
  const said = answer.toString('latin1');
  if (said !== 'S' && said !== 'N') throw protocolError('a strange answer to the question for TLS');
  return said === 'S';
}

function closeOnAbort(socket: Socket, signal: AbortSignal): void {
  const close = () => void socket.destroy(connectionError(signal.reason));
  // Without a listener an error of an idle socket would end the process; who reads next is told.
  socket.on('error', () => undefined);
  if (signal.aborted) close();
  else signal.addEventListener('abort', close, { once: true });
  socket.once('close', () => signal.removeEventListener('abort', close));
}

function event(socket: Socket, name: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(name, resolve);
    socket.once('error', (error) => reject(connectionError(error)));
    socket.once('close', () => reject(new SqlError('08006', 'the server closed the connection')));
  });
}
