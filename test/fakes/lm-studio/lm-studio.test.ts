import { expect, test } from 'vitest';
import { LmStudio } from './lm-studio.ts';

const get = async (address: string) => (await fetch(address)).json() as Promise<Record<string, unknown>>;
const post = (address: string, body: unknown, signal?: AbortSignal) =>
  fetch(address, { method: 'POST', body: JSON.stringify(body), ...(signal && { signal }) });
const HELLO = [{ role: 'user', content: 'hello' }];
const chat = (studio: LmStudio, fields: object = {}, signal?: AbortSignal) =>
  post(`${studio.url}/chat/completions`, { model: 'a/one', messages: HELLO, ...fields }, signal);

test('every unknown path or method is a 200 with an error inside', async () => {
  await using studio = await LmStudio.start();
  for (const path of ['/', '/health', '/chat/completions', '/v1//models', '/v1/tokenize']) {
    const response = await fetch(`${studio.root}${path}`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ error: `Unexpected endpoint or method. (GET ${path})` });
  }
});

test('a plain server answers 404 on every route of LM Studio', async () => {
  await using studio = await LmStudio.start({ kind: 'openai' });
  for (const path of ['/lmstudio-greeting', '/api/v0/models', '/api/v1/models', '/props'])
    expect((await fetch(`${studio.root}${path}`)).status).toBe(404);
});

test('with just-in-time loading off, only loaded models are listed', async () => {
  const models = [{ key: 'a/one' }, { key: 'b/two', loaded: false as const }];
  await using on = await LmStudio.start({ models });
  await using off = await LmStudio.start({ models, jit: false });
  expect((await get(`${on.url}/models`))['data']).toHaveLength(2);
  expect((await get(`${off.url}/models`))['data']).toHaveLength(1);
  expect((await get(`${off.root}/api/v0/models`))['data']).toHaveLength(1);
});

test('an unknown name is answered by the only loaded model, and refused when there are two', async () => {
  await using one = await LmStudio.start({ models: [{ key: 'a/one' }] });
  expect(await (await chat(one, { model: 'nobody' })).json()).toMatchObject({ model: 'a/one' });
  await using two = await LmStudio.start({ models: [{ key: 'a/one' }, { key: 'b/two' }] });
  const refused = await chat(two, { model: 'nobody' });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({ error: { code: 'model_not_found' } });
});

test('a request loads a model with 4096 tokens and evicts the one an earlier request loaded', async () => {
  const models = ['a/one', 'b/two', 'c/three'].map((key) => ({ key, loaded: false as const }));
  await using studio = await LmStudio.start({ models });
  await chat(studio, { model: 'A/ONE' });
  await post(`${studio.root}/api/v1/models/load`, { model: 'c/three', context_length: 9000 });
  await chat(studio, { model: 'b/two' });
  const running = studio.table.running().map(({ instance }) => [instance.instanceId, instance.contextLength]);
  expect(running).toEqual([
    ['b/two', 4096],
    ['c/three', 9000],
  ]);
});

test('loading twice makes a second instance; unknown settings and models are refused', async () => {
  await using studio = await LmStudio.start({ models: [{ key: 'a/one' }] });
  const load = (body: object) => post(`${studio.root}/api/v1/models/load`, body);
  expect(await (await load({ model: 'a/one' })).json()).toMatchObject({ instance_id: 'a/one:2' });
  expect((await load({ model: 'a/one', ttl: 5 })).status).toBe(400);
  expect((await load({ model: 'nobody' })).status).toBe(404);
  const unload = (id: string) => post(`${studio.root}/api/v1/models/unload`, { instance_id: id });
  expect((await unload('a/one:2')).status).toBe(200);
  expect((await unload('a/one:2')).status).toBe(404);
});

test('a buffered reply has the recorded fields, the empty ones too', async () => {
  await using studio = await LmStudio.start({ models: [{ key: 'a/one' }], respond: () => ({ text: 'hi' }) });
  const body = (await (await chat(studio)).json()) as Record<string, unknown>;
  expect(body).toMatchObject({
    object: 'chat.completion',
    model: 'a/one',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'hi', reasoning_content: '', tool_calls: [] },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    stats: {},
    system_fingerprint: 'a/one',
  });
  expect(body['id']).toMatch(/^chatcmpl-[a-z0-9]{20,22}$/);
});

test('usage is streamed only when it is asked for', async () => {
  await using studio = await LmStudio.start({ models: [{ key: 'a/one' }], respond: () => ({ text: 'hi' }) });
  const plain = await (await chat(studio, { stream: true })).text();
  const counted = await (
    await chat(studio, { stream: true, stream_options: { include_usage: true } })
  ).text();
  expect(plain).not.toContain('usage');
  expect(counted).toContain('"choices":[],"usage":{');
  expect(plain.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('at the token limit one token less is counted than was allowed', async () => {
  await using studio = await LmStudio.start({
    models: [{ key: 'a/one' }],
    respond: () => ({ text: 'many words and more' }),
  });
  expect(await (await chat(studio, { max_tokens: 3 })).json()).toMatchObject({
    choices: [{ finish_reason: 'length' }],
    usage: { completion_tokens: 2 },
  });
});

test('a prompt beyond the context is 400 buffered and an error frame streamed', async () => {
  const models = [{ key: 'a/one', loaded: { contextLength: 100 } }];
  await using studio = await LmStudio.start({ models });
  const messages = [{ role: 'user', content: 'x'.repeat(1_000) }];
  const buffered = await chat(studio, { messages });
  expect(buffered.status).toBe(400);
  expect(await buffered.text()).toContain('n_keep: 258>= n_ctx: 100');
  const streamed = await chat(studio, { messages, stream: true });
  expect(streamed.status).toBe(200);
  expect(await streamed.text()).toMatch(/^event: error\ndata: \{"error":\{"message":"Input does not fit/);
});

test('json_object is refused, a schema without a schema too', async () => {
  await using studio = await LmStudio.start({ models: [{ key: 'a/one' }] });
  const asked = async (response_format: object) => (await chat(studio, { response_format })).json();
  expect(await asked({ type: 'json_object' })).toEqual({
    error: "'response_format.type' must be 'json_schema' or 'text'",
  });
  expect(await asked({ type: 'json_schema' })).toEqual({
    error: "'response_format.json_schema.schema' must be an object",
  });
});

test('requests beyond the slots wait in line and are answered in order', async () => {
  const models = [{ key: 'a/one', loaded: { parallel: 1 } }];
  const finished: number[] = [];
  await using studio = await LmStudio.start({
    models,
    prefillSpeed: 1_000,
    respond: ({ number }) => ({ text: String(number) }),
  });
  const all = [1, 2, 3].map(async () => {
    const body = (await (await chat(studio)).json()) as { choices: [{ message: { content: string } }] };
    finished.push(Number(body.choices[0].message.content));
  });
  await Promise.all(all);
  expect(finished).toEqual([1, 2, 3]);
  const instance = studio.table.running()[0]?.instance;
  if (!instance) throw new Error('the model is loaded');
  expect(studio.table.slots(instance)).toMatchObject({ peak: 1, longestQueue: 2 });
});

test('a client that leaves is logged as aborted', async () => {
  await using studio = await LmStudio.start({
    models: [{ key: 'a/one' }],
    respond: () => ({ fault: { kind: 'silence-before-headers' } }),
  });
  const abort = new AbortController();
  const asking = chat(studio, { stream: true }, abort.signal);
  await expect.poll(() => studio.chats.length).toBe(1);
  abort.abort();
  await expect(asking).rejects.toThrow('aborted');
  await expect.poll(() => studio.chats[0]?.aborted).toBe(true);
});

test('the script is used up before the responder is asked, which sees the prompt', async () => {
  await using studio = await LmStudio.start({
    models: [{ key: 'a/one' }],
    respond: ({ messages, number }) => ({ text: `${number}: ${messages[0]?.content}` }),
  });
  studio.script({ text: 'scripted' });
  expect(await (await chat(studio)).text()).toContain('"content": "scripted"');
  expect(await (await chat(studio)).text()).toContain('"content": "2: hello"');
});

test('the v0 reply adds speed, model and runtime', async () => {
  await using studio = await LmStudio.start({ models: [{ key: 'a/one' }] });
  const reply = await post(`${studio.root}/api/v0/chat/completions`, { model: 'a/one', messages: HELLO });
  expect(await reply.json()).toMatchObject({
    stats: { stop_reason: 'eosFound' },
    model_info: { arch: 'qwen3moe', context_length: 32_768 },
    runtime: { version: '2.8.0' },
  });
});

test('the native chat streams its events in order, refuses unknown keys and unknown models', async () => {
  const models = [{ key: 'a/one', loaded: false as const }];
  await using studio = await LmStudio.start({ models, respond: () => ({ reasoning: 'hm', text: 'hi' }) });
  const native = (body: object) => post(`${studio.root}/api/v1/chat`, { input: 'x', ...body });
  const events = await (await native({ model: 'a/one', stream: true })).text();
  expect([...events.matchAll(/^event: (.*)$/gm)].map((match) => match[1])).toEqual([
    'chat.start',
    'model_load.start',
    'model_load.progress',
    'model_load.end',
    'prompt_processing.start',
    'prompt_processing.progress',
    'prompt_processing.end',
    'reasoning.start',
    'reasoning.delta',
    'reasoning.end',
    'message.start',
    'message.delta',
    'message.end',
    'chat.end',
  ]);
  expect((await native({ model: 'a/one', tools: [] })).status).toBe(400);
  expect((await native({ model: 'nobody' })).status).toBe(404);
});

test('authentication tells a missing, a malformed and an invalid token apart', async () => {
  await using studio = await LmStudio.start({ auth: 'sk-lm-right' });
  const refusal = async (authorization?: string) => {
    const response = await fetch(`${studio.url}/models`, authorization ? { headers: { authorization } } : {});
    return `${response.status} ${await response.text()}`;
  };
  expect(await refusal()).toMatch(/^401 [\s\S]*token is required/);
  expect(await refusal('Bearer lm-studio')).toMatch(/^401 [\s\S]*Malformed LM Studio API token/);
  expect(await refusal('Bearer sk-lm-wrong')).toMatch(/^401 [\s\S]*Invalid LM Studio API token/);
  expect(await refusal('Bearer sk-lm-right')).toMatch(/^200 /);
});
