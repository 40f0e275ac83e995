import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { protocolError, SqlError } from './sql-error.ts';

export interface ScramRequest {
  /** PostgreSQL takes the user of the startup message and ignores this one. */
  readonly user: string;
  readonly password: string;
  /** Fresh and random; printable ASCII without a comma. */
  readonly nonce: string;
}

/** What a proof is sent with, and how the server's own is judged. */
export interface ScramProof {
  readonly message: string;
  /** Throws when the server did not know the password's verifier: it is not the one that it says. */
  readonly check: (serverFinal: string) => void;
}

/** "No channel binding" in base64: `n,,`. */
const NO_BINDING = 'biws';
/** RFC 7677 asks for at least 4,096 rounds; a server that asks for very many wants to keep us busy. */
const ROUNDS = { least: 4096, most: 1_000_000 };

const derive = promisify(pbkdf2);

/** First message of SCRAM-SHA-256 (RFC 5802, 7677), without channel binding. */
export function scramFirst({ user, nonce }: ScramRequest): string {
  return `n,,${firstBare(user, nonce)}`;
}

/** Answers the server's first message. Throws `SqlError` when it is malformed, foreign or asks for too little. */
export async function scramFinal(request: ScramRequest, serverFirst: string): Promise<ScramProof> {
  const [, nonce = '', salt = '', count = ''] =
    /^r=([!-+\--~]{1,512}),s=([A-Za-z0-9+/=]{1,1024}),i=(\d{1,7})(?:,|$)/.exec(serverFirst) ?? [];
  const rounds = Number(count);
  if (!nonce.startsWith(request.nonce) || nonce === request.nonce)
    throw protocolError('SCRAM with a nonce that is not ours');
  if (rounds < ROUNDS.least || rounds > ROUNDS.most) throw protocolError(`SCRAM with ${rounds} rounds`);
  const salted = await derive(
    preparePassword(request.password),
    Buffer.from(salt, 'base64'),
    rounds,
    32,
    'sha256',
  );
  const bare = `c=${NO_BINDING},r=${nonce}`;
  const transcript = `${firstBare(request.user, request.nonce)},${serverFirst},${bare}`;
  const clientKey = mac(salted, 'Client Key');
  const signature = mac(createHash('sha256').update(clientKey).digest(), transcript);
  const proof = Buffer.from(clientKey.map((byte, at) => byte ^ (signature[at] ?? 0)));
  const expected = mac(mac(salted, 'Server Key'), transcript);
  return { message: `${bare},p=${proof.toString('base64')}`, check: (final) => checkServer(final, expected) };
}

function checkServer(serverFinal: string, expected: Buffer): void {
  const given = Buffer.from(/^v=([A-Za-z0-9+/=]+)(?:,|$)/.exec(serverFinal)?.[1] ?? '', 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    throw new SqlError('28000', 'the server could not prove that it knows the password');
}

function firstBare(user: string, nonce: string): string {
  return `n=${user.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`;
}

/** SASLprep (RFC 4013) as far as it changes real passwords: odd spaces, invisible characters, NFKC. */
function preparePassword(password: string): string {
  return password
    .replaceAll(/[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000]/g, ' ')
    .replaceAll(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|\u200c|\u200d|\u2060|[\ufe00-\ufe0f]|\ufeff/g, '')
    .normalize('NFKC');
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
