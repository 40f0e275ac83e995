import assert from 'node:assert/strict';
import fc from 'fast-check';
import { secretMasker } from '../../src/core/policy/mask-secrets.ts';
import { type Fuzzed, fuzzed } from './fuzzed.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const letters = (length: number) =>
  fc.string({ unit: fc.constantFrom(...ALPHABET), minLength: length, maxLength: length });
/** Tokens as their issuers give them, of random letters. */
const token = fc
  .oneof(
    fc.tuple(fc.constantFrom('ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'), letters(36)),
    fc.tuple(fc.constant('github_pat_'), letters(22), fc.constant('_'), letters(59)),
    fc.tuple(fc.constant('glpat-'), letters(20)),
    fc.tuple(fc.constant('xoxb-'), fc.constant('123456789012-1234567890123-'), letters(24)),
    fc.tuple(fc.constant('npm_'), letters(36)),
    fc.tuple(fc.constant('sk-ant-api03-1'), letters(40)),
    fc.tuple(
      fc.constant('AKIA'),
      letters(16).map((text) => text.toUpperCase()),
    ),
  )
  .map((parts) => parts.join(''));
/** A secret without a form: a password, a key of a server at home. */
const password = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter(
    (text) => /^\S+$/.test(text) && text.isWellFormed() && !/^[*]+$/.test(text) && new Set(text).size > 3,
  );

const base64 = (text: string) => Buffer.from(text).toString('base64');
const WRITTEN: readonly ((secret: string, around: string) => string)[] = [
  (secret, around) => around + secret + around,
  (secret) => JSON.stringify({ secret }),
  (secret) => JSON.stringify(JSON.stringify([secret])),
  (secret) => encodeURIComponent(secret),
  (secret) => encodeURIComponent(encodeURIComponent(secret)),
  (secret) => new URLSearchParams({ secret }).toString(),
  (secret) => [...Buffer.from(secret)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  (secret, around) => base64(around + secret + around),
  (secret, around) => Buffer.from(around + secret + around).toString('base64url'),
  (secret, around) => base64(base64(around + secret)),
  (secret, around) => (base64(`${around}${secret} and some more words`).match(/.{1,32}/g) ?? []).join('\n'),
  (secret) => encodeURIComponent(base64(secret)),
  (secret) => `https://${encodeURIComponent(secret)}@github.com/a/b`,
  (secret) => `AUTHORIZATION: basic ${base64(`x-access-token:${secret}`)}`,
  (secret) => `fatal: unable to access 'https://x-access-token:${secret}@host/a/b.git/'`,
  (secret) => `${secret}${secret}`,
];
const way = fc.constantFrom(...WRITTEN);
const around = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('', '"', '\\', '\n', '***', '%', '%25', '://', '@', '='),
);

/** All that a text says to somebody who unpacks it: plain, without escapes, and what its base64 holds. */
function readings(text: string): readonly string[] {
  const plain = text.replace(/%(?:25)*([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const runs = plain.replace(/\\?n|\s/g, '').match(/[A-Za-z0-9+/_-]{8,}/g) ?? [];
  const once = runs.flatMap((run) =>
    [0, 1, 2, 3].map((skip) => Buffer.from(run.slice(skip), 'base64').toString()),
  );
  return [text, plain, text.replaceAll('\\', ''), plain.replaceAll('+', ' '), ...once];
}

/** Secrets and whatever stands around them. */
export const MASKERS: readonly Fuzzed[] = [
  fuzzed(
    'a secret that is known survives in no form',
    fc.property(fc.oneof(password, token), way, around, (secret, write, beside) => {
      const masked = secretMasker([secret])(`before ${write(secret, beside)} after`);
      for (const reading of readings(masked)) assert.ok(!reading.includes(secret), masked);
    }),
  ),
  fuzzed(
    'a token that nobody knows survives in no form',
    fc.property(token, way, fc.constantFrom('', ' ', '"', '\n', '=', ':', '***'), (secret, write, beside) => {
      const masked = secretMasker([])(`before ${write(secret, beside)} after`);
      for (const reading of readings(masked)) assert.ok(!reading.includes(secret), masked);
    }),
  ),
  fuzzed(
    'masked JSON stays JSON with its keys, and masking twice changes nothing that is hidden',
    fc.property(
      fc.oneof(password, token),
      fc.array(fc.tuple(way, around), { maxLength: 3 }),
      (secret, ways) => {
        const mask = secretMasker([secret]);
        const value = { first: ways.map(([write, beside]) => write(secret, beside)), second: 'plain' };
        const masked = mask(JSON.stringify(value));
        // A secret of signs that JSON is made of may be found in its frame.
        if (/["\\,:[\]{}]/.test(secret)) return;
        assert.deepEqual(Object.keys(JSON.parse(masked)), ['first', 'second']);
        assert.ok(!mask(masked).includes(secret));
      },
    ),
  ),
  fuzzed(
    'words and code without secrets stay as they are',
    fc.property(
      fc.lorem({ maxCount: 30, mode: 'sentences' }),
      fc.constantFrom('\n', ' ', '\n    '),
      (text, gap) => {
        const code = text.split(' ').join(gap);
        assert.equal(secretMasker(['correct-horse-battery'])(code), code);
      },
    ),
  ),
];
