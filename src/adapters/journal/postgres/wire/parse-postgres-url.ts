import { userInfo } from 'node:os';
import { type PostgresAddress, SSL_MODES } from './postgres-address.ts';

/** Mistakes are for people; they name the part that is wrong and never its value, which may be the password. */
export type ParsedUrl =
  | { readonly ok: true; readonly address: PostgresAddress }
  | { readonly ok: false; readonly problem: string };

const URL_FORM = /^postgres(?:ql)?:\/\/(?:([^@/?#]*)@)?([^@/?#]*)(?:\/([^?#]*))?(?:\?([^#]*))?$/;
/** Parameters that are used. */
const KNOWN =
  'host port user password dbname sslmode sslrootcert application_name options connect_timeout'.split(' ');
/** Parameters of libpq that change nothing for this client, unless they demand what it cannot do. */
const IGNORED = new Set(
  `channel_binding client_encoding fallback_application_name gssencmode keepalives keepalives_count
   keepalives_idle keepalives_interval sslcompression target_session_attrs tcp_user_timeout`.split(/\s+/),
);

/**
 * Reads a connection URL in the form of libpq (postgresql.org/docs/current/libpq-connect.html, 34.1.1.2) with one host:
 * percent-encoding, `[::1]`, `?host=/folder` for Unix sockets.
 */
export function parsePostgresUrl(url: string): ParsedUrl {
  try {
    return { ok: true, address: toAddress(readParts(url)) };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, problem: error.message };
    throw error;
  }
}

class Mistake extends Error {}

function readParts(url: string): ReadonlyMap<string, string> {
  const [whole, login, place, database, query = ''] = URL_FORM.exec(url) ?? [];
  if (whole === undefined)
    throw new Mistake(
      'it must look like postgres://user:password@host:5432/database; in names and passwords write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F',
    );
  if (place?.includes(',')) throw new Mistake('it names several hosts, and only one is supported');
  const [, host, port] = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d*))?$/.exec(place ?? '') ?? [];
  if (host === undefined) throw new Mistake('the part after @ must be host or host:port');
  const [user, ...password] = (login ?? '').split(':');
  const parts = new Map<string, string>();
  const add = (name: string, raw: string | undefined) => {
    if (raw) parts.set(name, decoded(name, raw));
  };
  add('user', user);
  add('password', password.join(':'));
  add('host', host.replace(/^\[(.*)\]$/, '$1'));
  add('port', port);
  add('dbname', database);
  for (const pair of query.split('&').filter((part) => part !== '')) {
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (IGNORED.has(name) && value !== 'require') continue;
    if (!KNOWN.includes(name))
      throw new Mistake(`a parameter behind ? is unknown or not supported; known are ${KNOWN.join(', ')}`);
    add(name, value);
  }
  return parts;
}

/** A zero byte would end the text in the protocol and let the rest pass for something else. */
function decoded(name: string, raw: string): string {
  try {
    const value = decodeURIComponent(raw);
    if (!value.includes('\0')) return value;
  } catch {
    throw new Mistake(`the ${name} has a % that is not followed by two hexadecimal digits of UTF-8`);
  }
  throw new Mistake(`the ${name} has a zero byte`);
}

function toAddress(parts: ReadonlyMap<string, string>): PostgresAddress {
  const port = Number(parts.get('port') ?? 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Mistake('the port is not a number');
  const wanted = parts.get('sslmode') ?? 'prefer';
  const sslMode = SSL_MODES.find((mode) => mode === wanted);
  if (sslMode === undefined) throw new Mistake(`sslmode must be one of ${SSL_MODES.join(', ')}`);
  const user = parts.get('user') ?? accountName();
  const host = parts.get('host');
  const rootCert = parts.get('sslrootcert');
  const options = parts.get('options');
  return {
    ...(host === undefined ? {} : { host }),
    port,
    user,
    password: parts.get('password') ?? '',
    database: parts.get('dbname') ?? user,
    sslMode,
    ...(rootCert === undefined || rootCert === 'system' ? {} : { sslRootCert: rootCert }),
    applicationName: parts.get('application_name') ?? 'openspec-complete',
    ...(options === undefined ? {} : { options }),
  };
}

/** libpq's default: the account this program runs as. */
function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    throw new Mistake('it names no user');
  }
}
