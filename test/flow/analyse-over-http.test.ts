import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createAnalyst } from '../../src/flow/analyse-artifact.ts';
import { modelServer } from '../adapters/lm/asking.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import type { ScriptedReply } from '../fakes/lm-studio/scripted-reply.ts';

const GOOD = {
  summary: 'Lists the contents of folders.',
  kind: 'command',
  components: ['libc.so.6'],
  security: [{ severity: 'low', text: 'strcpy needs a look.', evidence: 'strcpy' }],
  tags: ['listing'],
  confidence: 0.9,
  next_step: 'readelf -a /bin/ls',
};
const answer = (changes: object = {}): ScriptedReply => ({ text: JSON.stringify({ ...GOOD, ...changes }) });

/** What an analyst makes of /bin/ls with a server that answers so, and how often it was asked. */
async function analysed(kind: 'lm-studio' | 'openai', ...replies: ScriptedReply[]) {
  await using studio = await LmStudio.start({ kind });
  studio.script(...replies);
  const analyst = createAnalyst({
    model: modelServer(studio.url),
    packages: { ownerOf: async () => undefined },
    clock: { now: () => new Date() },
    progress: { emit: () => undefined },
    temperature: 0,
  });
  const read = { bytes: readFileSync('/bin/ls'), kind: 'file', parts: [] } as const;
  const { semantic } = await analyst.analyseBytes(read, { source: '/bin/ls', path: '/bin/ls' });
  const forms = studio.chats.map(({ body }) => 'response_format' in (body as object));
  return { semantic, forms };
}

test('a good answer is taken, asked for in its form', async () => {
  const { semantic, forms } = await analysed('lm-studio', answer());
  expect(semantic).toMatchObject({ state: 'analysed', summary: GOOD.summary, dropped: 0 });
  expect(forms).toEqual([true]);
});

test('a plain server is asked without a form', async () => {
  const { semantic, forms } = await analysed('openai', answer());
  expect(semantic.state).toBe('analysed');
  expect(forms).toEqual([false]);
});

test('a server that refuses the form is asked again without it', async () => {
  const body = { error: "'response_format.type' must be 'text'" };
  const refusal: ScriptedReply = { fault: { kind: 'answer', status: 400, body } };
  const { semantic, forms } = await analysed('lm-studio', refusal, answer());
  expect(semantic.state).toBe('analysed');
  expect(forms).toEqual([true, false]);
});

test('an answer that lands in the reasoning is asked for again without the form', async () => {
  const { semantic, forms } = await analysed('lm-studio', { reasoning: JSON.stringify(GOOD) }, answer());
  expect(semantic.state).toBe('analysed');
  expect(forms).toEqual([true, false]);
});

test.each<[string, ScriptedReply]>([
  ['no JSON', { text: '{"summary": "x", ' }],
  ['another schema', { text: '{"summary": "x", "risk": 9}' }],
  ['an endless answer', { text: `{"summary": "${'very '.repeat(20_000)}long"}` }],
  ['an invented CVE alone', answer({ summary: 'It is CVE-2021-44228.' })],
])('%s is refused, and the next answer taken', async (_, first) => {
  const { semantic, forms } = await analysed('lm-studio', first, answer());
  expect(semantic).toMatchObject({ state: 'analysed', summary: GOOD.summary });
  expect(forms).toHaveLength(2);
});

test('an invented CVE, offset and symbol are left out and counted', async () => {
  const { semantic } = await analysed(
    'lm-studio',
    answer({
      summary: 'Lists folders. Is CVE-2021-44228. Has code at 0xdeadbeef. Calls evil_hook.',
      security: [
        { severity: 'high', text: 'Overflow in evil_hook.', evidence: '.text' },
        { severity: 'high', text: 'Overflow.', evidence: '0xdeadbeef' },
      ],
    }),
  );
  expect(semantic).toMatchObject({
    summary: 'Lists folders.',
    security: [{ text: expect.stringContaining('From the facts: it imports strcpy') }],
    dropped: 5,
  });
});

test('three refusals are unanalysed, with the notes of code', async () => {
  const { semantic, forms } = await analysed(
    'lm-studio',
    { text: 'a' },
    { text: 'b' },
    { text: 'c' },
    answer(),
  );
  expect(semantic).toMatchObject({
    state: 'unanalysed',
    why: expect.stringContaining('refused 3 times'),
    security: [{ severity: 'low' }],
  });
  expect(forms).toHaveLength(3);
});
