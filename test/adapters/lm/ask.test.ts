import { expect, test } from 'vitest';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import { ask, modelServer, studioAndServer } from './asking.ts';

const RUST = 'pub fn greet() -> &\'static str {\n    "grüß dich 🦀 ありがとう"\n}\n';

test('an answer arrives whole, with its counts', async () => {
  await using pair = await studioAndServer({ respond: () => ({ text: RUST, promptTokens: 1234 }) });
  const { answer } = await ask(pair.lm);
  expect(answer).toMatchObject({
    text: RUST,
    reasoningCharacters: 0,
    finish: 'stop',
    model: 'qwen/qwen3-coder-30b',
    promptTokens: 1234,
    completionTokens: RUST.match(/.{1,4}/gsu)?.length,
    retries: 0,
  });
  expect(answer.milliseconds).toBeGreaterThanOrEqual(answer.firstTokenMilliseconds);
});

test('every request is streamed, asks for usage, names no tools and no time to live', async () => {
  await using pair = await studioAndServer();
  await ask(pair.lm, 'Hello.', { seed: 7, temperature: 0.3, maxTokens: 99 });
  expect(pair.studio.chats[0]?.body).toEqual({
    model: 'qwen/qwen3-coder-30b',
    messages: [{ role: 'user', content: 'Hello.' }],
    temperature: 0.3,
    max_tokens: 99,
    seed: 7,
    stream: true,
    stream_options: { include_usage: true },
  });
});

test.each([
  ['reasoning_content', { reasoning: 'let me see', text: `\n\n${RUST}` }],
  ['reasoning', { reasoning: 'let me see', reasoningField: 'reasoning', text: RUST }],
  ['think tags in the content', { text: `<think>let me see</think>\n\n${RUST}` }],
  ['a lone closing think tag', { text: `let me see</think>\n\n${RUST}` }],
] as const)('reasoning in %s is stripped from the answer and counted', async (_place, reply) => {
  await using pair = await studioAndServer({ respond: () => reply });
  const { answer } = await ask(pair.lm);
  expect(answer.text).toBe(RUST);
  expect(answer.reasoningCharacters).toBe('let me see'.length);
});

test.each([
  ['one byte at a time', { bytesAtOnce: 1 }],
  ['in pieces of 7 bytes', { bytesAtOnce: 7 }],
  ['with CRLF line ends', { lineEnd: '\r\n' }],
  ['with CRLF line ends, one byte at a time', { lineEnd: '\r\n', bytesAtOnce: 1 }],
  ['with the role in every delta', { roleEverywhere: true }],
  ['with headers only after the prompt is read', { headers: 'after-reading' }],
] as const)('a stream sent %s is the same answer', async (_way, shape) => {
  await using pair = await studioAndServer({ shape, respond: () => ({ text: RUST }) });
  expect((await ask(pair.lm)).answer.text).toBe(RUST);
  expect(pair.studio.chats).toHaveLength(1);
});

test('an answer cut by the token limit says so', async () => {
  await using pair = await studioAndServer({ respond: () => ({ text: RUST.repeat(20) }) });
  const { answer } = await ask(pair.lm, 'Write.', { maxTokens: 10 });
  expect(answer.finish).toBe('length');
  expect(answer.completionTokens).toBe(9);
  expect(RUST.repeat(20).startsWith(answer.text)).toBe(true);
});

test('an answer cut because the context is full says so, in the stream or by an error after text', async () => {
  await using pair = await studioAndServer();
  const body = { error: { message: 'Context size has been exceeded.' } };
  pair.studio.script({ text: RUST, fault: { kind: 'error-frame', after: 3, body, event: true } });
  const { answer } = await ask(pair.lm);
  expect(answer.finish).toBe('length');
  expect(answer.text).toBe(RUST.slice(0, 12));
  expect(pair.studio.chats).toHaveLength(1);
});

test.each([
  ['text', { text: 'on and on '.repeat(500) }],
  ['reasoning', { reasoning: 'on and on '.repeat(500) }],
])('endless %s of a server that ignores the token limit is cut', async (_what, reply) => {
  await using pair = await studioAndServer({
    writeSpeed: 2_000,
    respond: () => ({ ...reply, ignoresLimit: true }),
  });
  const { answer } = await ask(pair.lm, 'Write.', { maxTokens: 10 });
  expect(answer.finish).toBe('length');
  expect(answer.text.length + answer.reasoningCharacters).toBeLessThan(200);
  await expect.poll(() => pair.studio.chats[0]?.aborted).toBe(true);
});

test('an empty answer that was finished is an answer: its quality is not judged here', async () => {
  await using pair = await studioAndServer({ respond: () => ({ text: '' }) });
  const { answer } = await ask(pair.lm);
  expect(answer).toMatchObject({ text: '', finish: 'stop', retries: 0 });
});

test('an answer of reasoning only has no text', async () => {
  await using pair = await studioAndServer({ respond: () => ({ reasoning: '{"code": 1}' }) });
  expect((await ask(pair.lm)).answer).toMatchObject({ text: '', reasoningCharacters: 11, finish: 'stop' });
});

test.each(['<tools>{"name":"x"}</tools>', '[TOOL_REQUEST]{}[END_TOOL_REQUEST]', '[TOOL_CALLS]x[ARGS]{}'])(
  'a tool call written as text is text: %s',
  async (text) => {
    await using pair = await studioAndServer({ respond: () => ({ text }) });
    expect((await ask(pair.lm)).answer.text).toBe(text);
  },
);

test('a tool call nobody asked for is an empty answer', async () => {
  const toolCalls = [{ name: 'get_weather', arguments: '{"city":"Paris"}' }];
  await using pair = await studioAndServer({ respond: () => ({ toolCalls }) });
  expect((await ask(pair.lm)).answer).toMatchObject({ text: '', finish: 'stop' });
});

test('the caller can stop an answer; the server is freed and the reason kept', async () => {
  await using pair = await studioAndServer({
    writeSpeed: 500,
    respond: () => ({ text: 'again and '.repeat(5_000) }),
  });
  const stopWhen = (text: string) => (text.length >= 40 ? 'it repeats itself' : undefined);
  const { answer } = await ask(pair.lm, 'Write.', { stopWhen });
  expect(answer).toMatchObject({ finish: 'stopped', stoppedBecause: 'it repeats itself', retries: 0 });
  expect('again and '.repeat(5_000).startsWith(answer.text)).toBe(true);
  await expect.poll(() => pair.studio.chats[0]?.aborted).toBe(true);
});

test('the caller never sees reasoning as text to stop on', async () => {
  await using pair = await studioAndServer({
    respond: () => ({ text: '<think>STOP STOP STOP</think>fine' }),
  });
  const stopWhen = (text: string) => (text.includes('STOP') ? 'STOP' : undefined);
  expect((await ask(pair.lm, 'Write.', { stopWhen })).answer).toMatchObject({ text: 'fine', finish: 'stop' });
});

test('progress goes from reading over reasoning to writing', async () => {
  await using pair = await studioAndServer({ respond: () => ({ reasoning: 'let me see', text: RUST }) });
  const { progress } = await ask(pair.lm);
  const phases = progress.map((one) => one.phase).filter((phase, at, all) => phase !== all[at - 1]);
  expect(phases).toEqual(['reading', 'reasoning', 'writing']);
  expect(progress[0]?.detail).toBe('qwen/qwen3-coder-30b is reading the prompt …');
  expect(progress.at(-1)?.characters).toBe(RUST.length);
});

test('the key a server asks for is sent', async () => {
  const auth = 'sk-lm-ABCDEFGH:12345678901234567890';
  await using studio = await LmStudio.start({ auth, respond: () => ({ text: 'in' }) });
  const { answer } = await ask(modelServer(studio.url, { apiKey: auth }));
  expect(answer.text).toBe('in');
});
