import { randomBytes } from 'node:crypto';
import { password, saslInitial, saslResponse, startup } from './client-messages.ts';
import { FieldCursor } from './field-cursor.ts';
import { md5Password } from './md5-password.ts';
import type { MessageStream } from './message-stream.ts';
import type { PostgresAddress } from './postgres-address.ts';
import { scramFinal, scramFirst } from './scram.ts';
import { protocolError, SqlError } from './sql-error.ts';

/** Kinds of the Authentication message (postgresql.org/docs/current/protocol-message-formats.html). */
const ASKS = { ok: 0, cleartext: 3, md5: 5, sasl: 10, saslContinue: 11, saslFinal: 12 } as const;
const MECHANISM = 'SCRAM-SHA-256';

/**
 * Starts a session and waits until it takes queries. The password itself, or its MD5 hash, leaves this process only where
 * nobody on the way can read along. Rejects with `SqlError`.
 */
export async function logIn(
  stream: MessageStream,
  address: PostgresAddress,
  isPrivate: boolean,
): Promise<void> {
  const { user, database, applicationName, options } = address;
  const settings = { application_name: applicationName, client_encoding: 'UTF8' };
  stream.send(startup({ user, database, ...settings, ...(options === undefined ? {} : { options }) }));
  const ask = await authentication(stream);
  const { password: secret } = address;
  if (ask.kind !== ASKS.ok && secret === '')
    throw new SqlError('28P01', 'the server asks for a password and none is set');
  switch (ask.kind) {
    case ASKS.ok:
      break;
    case ASKS.cleartext:
      refuseOpenWay(isPrivate);
      stream.send(password(secret));
      await expectOk(stream);
      break;
    case ASKS.md5:
      refuseOpenWay(isPrivate);
      stream.send(password(md5Password(user, secret, ask.body.bytes(4))));
      await expectOk(stream);
      break;
    case ASKS.sasl:
      await proveByScram(stream, secret, ask.body);
      break;
    default:
      throw new SqlError('28000', `the server asks for a way to log in that is not supported (${ask.kind})`);
  }
  while ((await stream.next()).type !== 'Z');
}

function refuseOpenWay(isPrivate: boolean): void {
  if (isPrivate) return;
  throw new SqlError(
    '28000',
    'the server asks for the password in a form that may only be sent encrypted; set sslmode=require, or store the password as scram-sha-256',
  );
}

async function proveByScram(stream: MessageStream, secret: string, offered: FieldCursor): Promise<void> {
  const mechanisms: string[] = [];
  for (let name = offered.text(); name !== ''; name = offered.text()) mechanisms.push(name);
  if (!mechanisms.includes(MECHANISM)) throw new SqlError('28000', `the server does not offer ${MECHANISM}`);
  const request = { user: '', password: secret, nonce: randomBytes(18).toString('base64') };
  stream.send(saslInitial(MECHANISM, scramFirst(request)));
  const first = await saslText(stream, ASKS.saslContinue);
  const proof = await scramFinal(request, first);
  stream.send(saslResponse(proof.message));
  proof.check(await saslText(stream, ASKS.saslFinal));
  await expectOk(stream);
}

async function saslText(stream: MessageStream, kind: number): Promise<string> {
  const { kind: got, body } = await authentication(stream);
  if (got !== kind) throw protocolError('the steps of SCRAM out of order');
  return body.bytes(body.left).toString('utf8');
}

async function expectOk(stream: MessageStream): Promise<void> {
  if ((await authentication(stream)).kind !== ASKS.ok) throw protocolError('a login without an end');
}

async function authentication(stream: MessageStream): Promise<{ kind: number; body: FieldCursor }> {
  const message = await stream.next();
  if (message.type !== 'R') throw protocolError('no question for a login');
  const body = new FieldCursor(message.body);
  return { kind: body.int32(), body };
}
