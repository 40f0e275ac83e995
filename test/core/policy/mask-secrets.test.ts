import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretMasker } from '../../../src/core/policy/mask-secrets.ts';

const TOKEN = `ghs_${'a1B2c3D4'.repeat(4)}`;
const mask = secretMasker([TOKEN]);
const secret = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((text) => text.trim().length >= 8 && !/^[\s*]*$/.test(text) && !/[\r\n]/.test(text));

test('no known secret survives, plain or encoded, wherever it stands', () => {
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1, maxLength: 3 }),
      fc.string(),
      fc.string(),
      (secrets, left, right) => {
        const text = secrets
          .flatMap((one) => [
            left + one + right,
            one + one,
            encodeURIComponent(one),
            new URLSearchParams({ one }).toString(),
            JSON.stringify({ [left]: one }),
            Buffer.from(one).toString('hex'),
          ])
          .join(right);
        const masked = secretMasker(secrets)(text);
        for (const one of secrets) {
          expect(masked).not.toContain(one);
          expect(masked).not.toContain(encodeURIComponent(one));
          expect(masked).not.toContain(Buffer.from(one).toString('hex'));
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test('a secret inside base64 cannot be decoded back, whatever stands before and after it', () => {
  fc.assert(
    fc.property(secret, fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (one, before, after) => {
      for (const encoding of ['base64', 'base64url'] as const) {
        const encoded = Buffer.from(before + one + after).toString(encoding);
        const masked = secretMasker([one])(`value: ${encoded}`);
        expect(masked).not.toContain(encoded);
        const rest = masked
          .split('***')
          .map((part) => Buffer.from(part.replace('value: ', ''), encoding).toString());
        expect(rest.join('')).not.toContain(one);
      }
    }),
    { numRuns: 1000 },
  );
});

test('every line of a secret of several lines is masked', () => {
  expect(secretMasker(['first-line\nsecond-line'])('x first-line y\nsecond-line')).toBe('x *** y\n***');
});

test.each([
  ['a classic token', `push with ghp_${'x'.repeat(36)} failed`, 'push with *** failed'],
  ['a token of the new form', `ghs_${'x'.repeat(20)}.${'y'.repeat(30)}-z_z!`, '***!'],
  ['a fine-grained token', `github_pat_${'1aB_'.repeat(10)}`, '***'],
  ['an LM Studio key', 'key sk-lm-abcd1234:efgh5678ijkl', 'key ***'],
  ['an LM Studio key in a query', '?key=sk-lm-abcd1234%3Aefgh5678ijkl', '?key=***'],
  ['an OpenAI key', 'sk-proj-abcDEF123456_7890abcdef', '***'],
  ['an AWS key', 'id AKIAIOSFODNN7EXAMPLE', 'id ***'],
  ['a Slack token', 'xoxb-123456789012-abcdef', '***'],
  ['a JWT', 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc-DEF_123', '***'],
  ['an Authorization header', 'Authorization: Basic eDp5enp6eno=', 'Authorization: Basic ***'],
  [
    'git’s extra header',
    "-c http.extraheader='AUTHORIZATION: basic eDp5enp6eno='",
    "-c http.extraheader='AUTHORIZATION: basic ***'",
  ],
  ['a header in JSON', '{"authorization":"Bearer abc.def123"}', '{"authorization":"Bearer ***"}'],
  ['credentials in a URL', 'clone https://user:p%40ss@github.com/a/b', 'clone https://***@github.com/a/b'],
  ['a token in a URL', 'https://oauthtoken@example.com', 'https://***@example.com'],
  ['a DSN', 'postgres://app:hunter2@db:5432/x', 'postgres://***@db:5432/x'],
  ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----', '***'],
  ['basic credentials of git', Buffer.from(`x-access-token:unknown-value`).toString('base64'), '***'],
])('%s of unknown value is masked', (_what, text, masked) => {
  expect(secretMasker([])(text)).toBe(masked);
});

test.each([
  'error[E0308]: mismatched types\n --> crates/render/src/pipeline/very_long_module_name.rs:3:5',
  'disk-based task-runner risk-assessment-of-some-length-here',
  'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'https://github.com/acme/shell/compare/main...openspec/add-greeting/1.2-x?expand=1',
  'Bearer tokens and the Authorization header are explained below; authorization: basic auth is off',
  'test greeter::tests::greets_by_name_with_a_really_long_title ... ok',
  'n @ 1..=5, me@example.com, pkg://name',
  'registry+https://example.com#serde@1.0.1 and https://example.com?mail=me@example.com',
  '"ghp_" and AKIA alone, sk-lm- too',
])('ordinary text is left as it is: %s', (text) => {
  expect(mask(text)).toBe(text);
});

test('plain text without secrets is unharmed', () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 60 }), (text) => {
      expect(mask(text)).toBe(text);
    }),
  );
});

test('nothing is masked for an empty or tiny secret', () => {
  expect(secretMasker(['', ' ', 'a', 'abc'])('abc a b c')).toBe('abc a b c');
});

test('a megabyte of hostile text is masked without blowing up', () => {
  for (const piece of ['a', 'eyJ', '://', 'authorization:', 'sk-', 'ghp_', '-----BEGIN ', 'bearer '])
    expect(mask(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
});
