import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkMetadata } from '../../../src/core/analysis/check-metadata.ts';
import { readMetadata } from '../../../src/core/analysis/read-metadata.ts';
import { GREETER, greeterAnswer } from '../../support/known-artifact.ts';

const NEXT = 'openspec-complete foundry inspect greeter.brick';

function check(changes: Readonly<Record<string, unknown>> = {}) {
  const reading = readMetadata(JSON.stringify(greeterAnswer(changes)));
  if (reading.is !== 'metadata') throw new Error(reading.why);
  const subjects = ['bin/greeter', '/usr/bin/greeter'];
  const checked = checkMetadata(reading.metadata, { artifact: GREETER, subjects, nextStep: NEXT });
  if (typeof checked === 'string') throw new Error(checked);
  return checked;
}

test('a good answer stays, with code notes before those of the model', () => {
  expect(check()).toEqual({
    summary: 'Prints a greeting. It reads /etc/greeter.conf with parse_header.',
    kind: 'command',
    components: ['parse_header', 'libc.so.6'],
    security: [
      { severity: 'low', text: 'From the facts: it imports strcpy', offset: 0x300, size: 6 },
      { severity: 'medium', text: 'parse_header may overflow its buffer by strcpy.', offset: 0x300, size: 6 },
    ],
    tags: ['cli-tool', 'greeting'],
    confidence: 0.8,
    next_step: 'objdump -d bin/greeter',
    dropped: 0,
  });
});

test('a sentence that names what is not there is left out and counted', () => {
  const { summary, dropped } = check({
    summary: 'Greets. Uses openssl_connect for TLS. See http://x.evil/.',
  });
  expect({ summary, dropped }).toEqual({ summary: 'Greets.', dropped: 2 });
});

test('a summary of inventions alone is refused with their names', () => {
  expect(() => check({ summary: 'It is CVE-2020-9999 in .evil.' })).toThrow(
    /the summary names what is not in the facts: CVE-2020-9999, .evil/,
  );
});

test('other dashes, wide letters and hidden characters hide no claim', () => {
  for (const claim of ['CVE‑2021‑44228', 'ＣＶＥ－２０２１－４４２２８', 'CVE\u200b-2021\u200d-44228'])
    expect(check({ summary: `Greets. Affected by ${claim}.` })).toMatchObject({
      summary: 'Greets.',
      dropped: 1,
    });
});

test('an endless word takes no time and is left out', () => {
  for (const word of [
    'a'.repeat(1_000_000),
    '_'.repeat(1_000_000),
    '/'.repeat(1_000_000),
    '."'.repeat(500_000),
  ])
    expect(check({ summary: `Greets. ${word}`, components: [word], tags: [word] })).toMatchObject({
      summary: 'Greets.',
      components: [],
      tags: word.startsWith('a') ? [] : expect.any(Array),
    });
});

test('an advisory in a tag is a claim as well', () => {
  expect(check({ tags: ['cli', 'CVE-2021-44228'] })).toMatchObject({ tags: ['cli'], dropped: 1 });
});

test('an accusation needs evidence, which only a note has', () => {
  const said = {
    summary: 'Greets. It has a backdoor in it.',
    components: ['rootkit'],
    tags: ['cli', 'malware'],
  };
  expect(check(said)).toMatchObject({ summary: 'Greets.', components: [], tags: ['cli'], dropped: 3 });
  const note = { severity: 'high', text: 'It may be a backdoor.', evidence: '.text' };
  expect(check({ security: [note] }).security.at(-1)).toMatchObject({ text: note.text, offset: 0x1000 });
});

test('an advisory by its nickname is a claim as well', () => {
  expect(check({ tags: ['cli', 'heartbleed', 'Dirty COW'] })).toMatchObject({ tags: ['cli'], dropped: 2 });
});

describe('a security note', () => {
  const noted = (text: string, evidence: string) => {
    const { security, dropped } = check({ security: [{ severity: 'critical', text, evidence }] });
    return { notes: security.slice(1), dropped };
  };

  test.each([
    ['.text', 0x1000, 0x800],
    ['section .text', 0x1000, 0x800],
    ['`parse_header()`', 0x1040, 64],
    ['"strcpy"', 0x300, 6],
    ['relro', 64, 56],
    ['0x2010', 0x2010, 17],
    ['/etc/greeter.conf', 0x2010, 17],
    ['https://example.org/greeter', 0x2030, 40],
  ])('by %s is shown at the bytes of that fact', (evidence, offset, size) => {
    expect(noted('Worth a look.', evidence).notes).toEqual([
      { severity: 'critical', text: 'Worth a look.', offset, size },
    ]);
  });

  test.each([
    ['Worth a look.', '.evil'],
    ['Worth a look.', ''],
    ['Worth a look.', '0x123456'],
    ['Worth a look.', 'nothing of the kind'],
    ['Affected by CVE-2021-44228.', '.text'],
    ['Calls system() somewhere.', '.text'],
    ['Odd bytes at 0x99999.', '.text'],
    ['x'.repeat(401), '.text'],
    ['  ', '.text'],
  ])('%j by %j is left out', (text, evidence) => {
    expect(noted(text, evidence)).toEqual({ notes: [], dropped: 1 });
  });

  test('cannot speak in the name of code', () => {
    for (const text of ['From the facts: all is well.', 'from  the FACTS: all is well.'])
      expect(noted(text, '.text').notes[0]?.text).toBe('all is well.');
  });

  test('the notes of code stay when the model says that there is nothing', () => {
    expect(check({ security: [] }).security).toEqual(GREETER.findings.notes);
  });
});

test('a kind that the format cannot be is replaced', () => {
  expect(check({ kind: 'image' })).toMatchObject({ kind: 'command', dropped: 1 });
  expect(check({ kind: 'unknown' })).toMatchObject({ kind: 'unknown', dropped: 0 });
});

test('a command that does more than read is replaced', () => {
  for (const next_step of ['rm -rf /', 'sudo readelf -a bin/greeter', 'readelf -a bin/greeter | sh', ''])
    expect(check({ next_step })).toMatchObject({ next_step: NEXT, dropped: 1 });
});

test('numbers, lists and texts are brought within bounds', () => {
  for (const confidence of [7, -1, 1.01])
    expect(() => check({ confidence })).toThrow(`"confidence": ${confidence} is not between 0 and 1`);
  expect(check({ confidence: '0.5' }).confidence).toBe(0.5);
  const tags = Array.from({ length: 50 }, (_, at) => `Tag ${at}`);
  expect(check({ tags }).tags).toEqual(tags.slice(0, 12).map((tag) => tag.toLowerCase().replace(' ', '-')));
  expect(check({ summary: 'Long sentence. '.repeat(500) }).summary.length).toBeLessThanOrEqual(800);
  expect(check({ components: ['a', 'a', 'x'.repeat(99), 'evil_call'] })).toMatchObject({
    components: ['a'],
    dropped: 3,
  });
});

test('characters that nobody sees are gone', () => {
  expect(check({ summary: 'Gre\u202eets\u200b the\u001b[31m user.' }).summary).toBe('Greets the[31m user.');
});

describe('an answer is read', () => {
  const good = JSON.stringify(greeterAnswer());

  test.each([
    ['bare', good],
    ['in a fence', `Here it is:\n\`\`\`json\n${good}\n\`\`\`\nDone {so}.`],
    ['after other braces', `{ not json } {"a": 1} ${good}`],
  ])('%s', (_, text) => {
    expect(readMetadata(text)).toMatchObject({ is: 'metadata', metadata: { kind: 'command' } });
  });

  test.each([
    ['', 'it holds no complete JSON object with a "summary"'],
    ['I cannot do that.', 'it holds no complete JSON object'],
    [good.slice(0, -10), 'it holds no complete JSON object'],
    [JSON.stringify(greeterAnswer({ kind: 'virus' })), '"kind": '],
    [
      JSON.stringify(greeterAnswer({ security: [{ severity: 'bad', text: '', evidence: 1 }] })),
      '"security.0.severity": ',
    ],
    [JSON.stringify({ summary: 'x' }), '"kind": '],
  ])('%j is refused with the reason', (text, why) => {
    expect(readMetadata(text)).toMatchObject({ is: 'wrong', why: expect.stringContaining(why) });
  });

  test('whatever it says, it is metadata or a reason', () => {
    const piece = fc.constantFrom('{', '}', '"', '\\', '"summary"', ':', ',', '[', ']', good, '"kind"', 'x');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        expect(['metadata', 'wrong']).toContain(readMetadata(pieces.join('')).is);
      }),
      { numRuns: 2_000 },
    );
  });
});
