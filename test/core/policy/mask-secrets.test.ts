import fc from 'fast-check';
import { expect, test } from 'vitest';
import { secretMasker } from '../../../src/core/policy/mask-secrets.ts';

const hex4 = (sign: string) => (sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
const TOKEN = `ghs_${'a1B2c3D4'.repeat(4)}`;
const mask = secretMasker([TOKEN]);
const secret = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((text) => text.trim().length >= 8 && !/^[\s*]*$/.test(text) && !/[\r\n]/.test(text));

const twice = (text: string) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64');
const wrapped = (text: string, width: number) =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  ).join('\n');

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
  ['a GitLab token', 'glpat-abcDEF123_4567890xyz', '***'],
  ['a crates.io token', `cio${'aB3'.repeat(10)}xy`, '***'],
  ['an npm token', `npm_${'aB3'.repeat(12)}`, '***'],
  ['an Anthropic key', 'sk-ant-api03-abcDEF123456_7890abcdef', '***'],
  ['a Google key', `AIza${'aB3-_'.repeat(7)}`, '***'],
  [
    'the secret half of an AWS key, by its name',
    'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    'aws_secret_access_key = ***',
  ],
  [
    'the secret half of an AWS key, by the half before it',
    'AKIAIOSFODNN7EXAMPLE\twJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    '***\t***',
  ],
  ['a Slack hook', 'hooks.slack.com/services/T00000000/B00000000/XXXXXXXX', 'hooks.slack.com/services/***'],
  [
    'what a server repeats of a wrong key',
    'Malformed API token provided: sk-lm-0123... Ensure',
    'Malformed API token provided: *** Ensure',
  ],
  ['basic credentials without a header', 'Basic eDp5enp6eno9MTIz', 'Basic ***'],
  [
    'a header in JSON in JSON',
    '{\\"authorization\\":\\"Bearer abc.def123\\"}',
    '{\\"authorization\\":\\"Bearer ***\\"}',
  ],
  ['a URL-encoded DSN', 'u=postgres%3A%2F%2Fapp%3Ahunter2%40db', 'u=postgres%3A%2F%2F***%40db'],
  ['a DSN in JSON that escapes slashes', 'postgres:\\/\\/app:hunter2@db', 'postgres:\\/\\/***@db'],
  [
    'an encrypted private key',
    '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0A\n\nMIIE\n-----END RSA PRIVATE KEY-----.',
    '***.',
  ],
  [
    'a private key that was cut',
    `-----BEGIN PRIVATE KEY-----\n${'MIIE'.repeat(16)}\n${'aB3/'.repeat(16)}\n`,
    '***',
  ],
  [
    'a private key in JSON',
    JSON.stringify({ key: `-----BEGIN PRIVATE KEY-----\n${'MIIE'.repeat(16)}\n-----END PRIVATE KEY-----\n` }),
    '{"key":"***\\n"}',
  ],
  ['a token in base64 of base64', twice(`token ghp_${'x'.repeat(36)}`), '***'],
  ['a token in base64 in wrapped lines', wrapped(`token: ghp_${'x'.repeat(36)} and more of it`, 20), '***'],
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
  'const BEGIN: &str = "-----BEGIN PRIVATE KEY-----"; // -----END PRIVATE KEY-----',
  'format!("https://{user}:{password}@{host}/{path}") and "$' + '{USER}" at postgres://$USER:$PASSWORD@db',
  'basic understanding of Basic authentication',
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
  expect(secretMasker(['', ' ', 'a', 'test', 'none'])('test a none c')).toBe('test a none c');
});

test('the stand-ins that servers without keys are given are no secrets', () => {
  const text = 'lm-studio-url, ollama and localhost';
  expect(secretMasker(['lm-studio', 'Ollama', 'localhost'])(text)).toBe(text);
});

test.each([
  [
    'every letter URL-encoded',
    (one: string) => [...Buffer.from(one)].map((byte) => `%${byte.toString(16)}`).join(''),
  ],
  ['URL-encoded twice', (one: string) => encodeURIComponent(encodeURIComponent(one))],
  ['in JSON in JSON', (one: string) => JSON.stringify(JSON.stringify(one))],
  [
    'with Unicode escapes',
    (one: string) => [...one].map((sign) => (/\w/.test(sign) ? sign : `\\u${hex4(sign)}`)).join(''),
  ],
  ['with escapes of Rust', (one: string) => [...one].map((sign) => `\\u{${hex4(sign)}}`).join('')],
  ['with escaped signs', (one: string) => one.replace(/[^\w]/g, '\\$&')],
  ['as HTML', (one: string) => one.replaceAll('&', '&amp;').replaceAll('<', '&lt;')],
  ['as a list of bytes', (one: string) => JSON.stringify([...Buffer.from(one)])],
  ['in wrapped base64', (one: string) => wrapped(`some text before ${one} and behind`, 24)],
  ['in base64 three times', (one: string) => Buffer.from(twice(one)).toString('base64')],
])('a secret with signs is masked %s', (_how, written) => {
  const text = written('p&ss<w/"rd\'+é-1');
  const masked = secretMasker(['p&ss<w/"rd\'+é-1'])(`before ${text} after`);
  expect(masked).toMatch(/^before ["[\\]*\*{3}["\]\\]* after$/);
});

test('masked JSON is JSON with the same keys', () => {
  const shapes = [
    'Authorization: Bearer abcdef1234567890"x',
    'https://u:p\\"@h',
    '-----BEGIN PRIVATE KEY-----\n"',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...shapes, TOKEN, '\\', '"', '\n'), fc.string()))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, text, (one, two) => {
      expect(Object.keys(JSON.parse(mask(JSON.stringify({ one, two, list: [one] }))))).toEqual([
        'one',
        'two',
        'list',
      ]);
    }),
  );
});

/** What the patterns begin with: each would be looked at again from every place, if one of them were not linear. */
const HOSTILE = [
  ...['a', 'a\n', 'YWFh', 'YWFh\n', '%41', '%25', '\\', '\\u', '&amp;', '%3A%2F%2F', '://', '://a:', '@'],
  ...[
    'eyJ',
    'eyJaaaaaaaa.',
    'authorization:',
    'authorization: bearer ',
    'bearer ',
    'basic ',
    'sk-',
    'sk-a-',
    'ghp_',
    'cio',
  ],
  ...[
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\naaaa\n',
    'PRIVATE KEY',
    '-',
  ],
  ...[
    'AKIAIOSFODNN7EXAMPLE ',
    'aws_secret_key=',
    'hooks.slack.com/services/',
    'x-api-key: ',
    'xoxb-',
    'glpat-',
  ],
];

test('a megabyte of hostile text is masked without blowing up', () => {
  for (const piece of HOSTILE) expect(mask(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
});
