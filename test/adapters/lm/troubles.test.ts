import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { expect, test } from 'vitest';
import { PromptTooLong } from '../../../src/ports/prompt-too-long.ts';
import { LM_ANSWERS } from '../../fakes/lm-studio/error-bodies.ts';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import type { ScriptedReply } from '../../fakes/lm-studio/scripted-reply.ts';
import { ask, faultOf, modelServer, studioAndServer } from './asking.ts';

const TEXT = 'fn greet() {}';
const LOG = 'Look at the LM Studio log (`lms log stream`) and run again.';
const frame = (body: unknown, event = false): ScriptedReply => ({
  text: TEXT,
  fault: { kind: 'error-frame', after: 1, body, event },
});

/** Troubles that pass: the sentence when they do not. */
const PASSING: readonly (readonly [string, ScriptedReply, string])[] = [
  [
    'a crash of the model',
    { fault: LM_ANSWERS.crashed },
    'The model has crashed without additional information. (Exit code: null)',
  ],
  ['an unloaded model', { fault: LM_ANSWERS.unloaded }, 'Model unloaded'],
  [
    'a model unloaded by someone',
    { fault: LM_ANSWERS.unloadedByUser },
    'Model unloaded by user or API request',
  ],
  ['a model that is unloaded', { fault: LM_ANSWERS.isUnloaded }, 'Model is unloaded'],
  ['a channel error', { fault: LM_ANSWERS.channelError }, 'Channel Error'],
  [
    'an engine that does not answer',
    { fault: LM_ANSWERS.engineFetchFailed },
    'Engine protocol predict request failed: fetch failed',
  ],
  [
    'an output parser that fails',
    { fault: LM_ANSWERS.pegNative },
    'The model produced output that does not match the expected peg-native format',
  ],
  ['a string error in the stream', frame({ error: 'Model unloaded.' }), 'Model unloaded'],
  [
    'an object error in the stream',
    frame({ error: { message: 'Compute error.' }, message: 'Compute error.' }, true),
    'Compute error',
  ],
  [
    'a socket cut in the middle of an answer',
    { text: TEXT, fault: { kind: 'cut', after: 2 } },
    'the connection broke before the answer was complete',
  ],
  [
    'a connection reset before the answer',
    { fault: { kind: 'reset' } },
    'the connection broke before the answer was complete',
  ],
  [
    'a stream that ends without a finish_reason',
    { text: TEXT, fault: { kind: 'close', after: 2 } },
    'the answer ended before it was finished',
  ],
  [
    'two chunks written into each other',
    { text: TEXT, fault: { kind: 'splice', after: 1 } },
    'it sent a broken piece of an answer',
  ],
  [
    'a 503 of a proxy',
    { fault: { kind: 'answer', status: 503, body: '<html>busy</html>', type: 'text/html' } },
    'status 503',
  ],
];

test.each(PASSING)('%s is asked again, and the next answer counts', async (_what, reply) => {
  await using pair = await studioAndServer();
  pair.studio.script(reply, reply, { text: TEXT });
  const { answer, progress } = await ask(pair.lm);
  expect(answer).toMatchObject({ text: TEXT, retries: 2, finish: 'stop' });
  expect(pair.studio.chats).toHaveLength(3);
  expect(progress.filter((one) => one.phase === 'retrying')).toHaveLength(2);
});

test.each(PASSING)(
  '%s that does not pass is one sentence after four attempts',
  async (_what, reply, said) => {
    await using pair = await studioAndServer({ respond: () => reply });
    const fault = await faultOf(ask(pair.lm));
    expect([fault.code, fault.exit]).toEqual(['model-failed', 3]);
    expect(fault.message).toBe(`The model server failed: ${said}. ${LOG}`);
    expect(pair.studio.chats).toHaveLength(4);
  },
);

/** Troubles that asking again cannot help: code and sentence after one attempt. */
const LASTING: readonly (readonly [string, ScriptedReply, string, string])[] = [
  [
    'a prompt template that fails',
    { fault: LM_ANSWERS.jinja },
    'model-failed',
    `The model server failed: Error rendering prompt with jinja template: "No user query found in messages.". ${LOG}`,
  ],
  [
    'a model that cannot be loaded',
    { fault: LM_ANSWERS.loadFailed },
    'model-load-failed',
    'The model server could not load the model: Failed to load model "qwen/qwen3-coder-30b". Error: Failed to load model. Free memory or choose a smaller model or context, then run again.',
  ],
  [
    'a load stopped for lack of memory',
    { fault: LM_ANSWERS.loadGuardrail },
    'model-load-failed',
    'The model server could not load the model: Model loading was stopped due to insufficient system resources. Under the current settings, this model requires approximately 18.63 GB of memory. Free memory or choose a smaller model or context, then run again.',
  ],
  [
    'a bad request nobody knows',
    { fault: { kind: 'answer', status: 400, body: { error: { message: 'No such luck.' } } } },
    'model-failed',
    `The model server failed: No such luck. ${LOG}`,
  ],
  [
    'another model answering',
    { text: TEXT, model: 'google/gemma-3-1b' },
    'model-other-answered',
    'Another model answered than the one asked for: "google/gemma-3-1b" instead of "qwen/qwen3-coder-30b". Load the model you named, or set lm-studio-model to the loaded one.',
  ],
];

test.each(LASTING)('%s is a fault after one attempt', async (_what, reply, code, sentence) => {
  await using pair = await studioAndServer({ respond: () => reply });
  const fault = await faultOf(ask(pair.lm));
  expect(fault.code).toBe(code);
  expect(fault.message).toBe(sentence);
  expect(pair.studio.chats).toHaveLength(1);
});

test.each([
  ['n_keep', '5000 tokens into a context of 4096 tokens of qwen/qwen3-coder-30b'],
  ['engine400', '5000 tokens into a context of 4096 tokens of qwen/qwen3-coder-30b'],
  ['sse_error', '5000 tokens into a context of 4096 tokens of qwen/qwen3-coder-30b'],
] as const)(
  'a prompt that does not fit (%s) is a fault with both numbers, never retried',
  async (overflow, at) => {
    await using pair = await studioAndServer({
      models: [{ key: 'qwen/qwen3-coder-30b', loaded: { contextLength: 4096 } }],
      respond: () => ({ overflow, promptTokens: 5000 }),
    });
    const fault = await faultOf(ask(pair.lm));
    expect(fault.code).toBe('model-context-small');
    expect(fault.cause).toBeInstanceOf(PromptTooLong);
    expect(fault.message).toBe(
      `The prompt does not fit the loaded context: ${at}. Load the model with a longer context (\`lms load <key> --context-length 16384\`).`,
    );
    expect(pair.studio.chats).toHaveLength(1);
  },
);

test('a silent end after too long a prompt is the context, said after a second try', async () => {
  await using pair = await studioAndServer({
    models: [{ key: 'qwen/qwen3-coder-30b', loaded: { contextLength: 4096 } }],
    respond: () => ({ overflow: 'silent_done' }),
  });
  const fault = await faultOf(ask(pair.lm, 'word '.repeat(4_000)));
  expect(fault.code).toBe('model-context-small');
  expect(fault.at).toBe('about 5000 tokens into a context of 4096 tokens of qwen/qwen3-coder-30b');
  expect(pair.studio.chats).toHaveLength(2);
});

test.each(['done-only', 'nothing'] as const)(
  'a stream with no event but the end (%s) is tried once more and then one sentence',
  async (kind) => {
    await using pair = await studioAndServer({ respond: () => ({ fault: { kind } }) });
    const fault = await faultOf(ask(pair.lm));
    expect(fault.message).toBe(`The model server failed: it ended the answer before the first word. ${LOG}`);
    expect(pair.studio.chats).toHaveLength(2);
  },
);

test.each([false, true])('an end after the finish_reason loses nothing (broken off: %s)', async (broken) => {
  await using pair = await studioAndServer();
  const chunk = { choices: [{ index: 0, delta: { content: 'done' }, finish_reason: 'stop' }] };
  pair.studio.script({ fault: { kind: 'error-frame', after: 0, body: chunk, broken } });
  const { answer } = await ask(pair.lm);
  expect(answer).toMatchObject({ text: 'done', finish: 'stop', retries: 0 });
  expect(answer.promptTokens).toBeUndefined();
  expect(answer.tokensPerSecond).toBeUndefined();
});

test('no model loaded although one was a moment ago passes', async () => {
  await using pair = await studioAndServer();
  pair.studio.script({ fault: LM_ANSWERS.noModels }, { text: TEXT });
  expect((await ask(pair.lm)).answer.retries).toBe(1);
});

test('a model that is not loaded where none is loaded on request is a fault after one attempt', async () => {
  const models = [{ key: 'a/one', loaded: false as const }];
  await using pair = await studioAndServer({ models, jit: false }, { key: 'a/one' });
  const fault = await faultOf(ask(pair.lm));
  expect(fault.message).toBe(
    `The model server at ${pair.studio.url} has no usable model. Load one with \`lms load <key>\` or turn on just-in-time loading.`,
  );
  expect(pair.studio.chats).toHaveLength(1);
});

test('a model that was removed meanwhile is a fault that lists what was there', async () => {
  const models = ['a/one', 'b/two', 'c/three'].map((key) => ({ key }));
  await using pair = await studioAndServer({ models }, { key: 'a/one' });
  const card = await pair.lm.choose();
  pair.studio.table.models.shift();
  const options = { temperature: 0, maxTokens: 10, callSite: 'test' };
  const fault = await faultOf(pair.lm.ask(card, [], options));
  expect(fault.code).toBe('model-missing');
  expect(fault.at).toBe('"a/one" (there: a/one, b/two, c/three)');
});

test.each([
  [404, { error: { message: 'The model `a` does not exist.', type: 'NotFoundError', code: 404 } }],
  [404, { error: { message: 'model "a" not found, try pulling it first', type: 'api_error' } }],
  [404, { error: 'Model "a" not found. Please specify a valid model.' }],
])('the words of other servers for an unknown model are understood (%i %j)', async (status, body) => {
  await using pair = await studioAndServer({ kind: 'openai', models: [{ key: 'a' }] });
  pair.studio.script({ fault: { kind: 'answer', status, body } });
  expect((await faultOf(ask(pair.lm))).code).toBe('model-missing');
});

test('a proxy whose server is down is no wrong address', async () => {
  const proxy = createHttpServer((_request, response) => response.writeHead(502).end('<html>bad</html>'));
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/v1`;
  const fault = await faultOf(modelServer(url).choose());
  expect([fault.code, fault.at]).toEqual(['model-unreachable', `${url} (status 502)`]);
  proxy.close();
});

test('the only loaded model answering under its own name is not taken for the wanted one', async () => {
  const models = [{ key: 'a/one', loaded: { instanceId: 'gone' } }, { key: 'b/two' }];
  await using pair = await studioAndServer({ models }, { key: 'a/one' });
  const card = await pair.lm.choose();
  pair.studio.table.models.shift();
  const options = { temperature: 0, maxTokens: 10, callSite: 'test' };
  const fault = await faultOf(pair.lm.ask(card, [], options));
  expect(fault.code).toBe('model-other-answered');
  expect(fault.at).toBe('"b/two" instead of "gone"');
});

test.each([
  ['no key', undefined],
  ['a dummy key', 'lm-studio'],
  ['another key', 'sk-lm-WRONGWRO:00000000000000000000'],
])('a server that asks for a key refuses %s in one sentence that does not show it', async (_what, apiKey) => {
  await using studio = await LmStudio.start({ auth: 'sk-lm-ABCDEFGH:12345678901234567890' });
  const lm = modelServer(studio.url, apiKey === undefined ? {} : { apiKey });
  const fault = await faultOf(lm.choose());
  expect(fault.message).toBe(
    `The model server at ${studio.url} refused the API key. Set lm-studio-api-key to a token made in LM Studio under Developer, Authentication.`,
  );
  expect(await lm.health()).toMatchObject({ status: 'degraded', models: [], errors: [fault.message] });
});

test('a key that becomes invalid during the run is a fault after one attempt', async () => {
  await using pair = await studioAndServer({}, { apiKey: 'sk-lm-a-secret' });
  const body = { error: { code: 'invalid_api_key', message: 'Invalid sk-lm-a-secret' } };
  pair.studio.script({ fault: { kind: 'answer', status: 401, body } });
  const fault = await faultOf(ask(pair.lm));
  expect(fault.code).toBe('model-refused-key');
  expect(JSON.stringify([fault.message, fault.stack, fault.cause])).not.toContain('sk-lm-a-secret');
  expect(pair.studio.chats).toHaveLength(1);
});

test('a server that repeats the key in an error does not get it into the sentence', async () => {
  await using pair = await studioAndServer({}, { apiKey: 'sk-lm-a-secret' });
  const body = { error: 'Something about sk-lm-a-secret\nand more' };
  pair.studio.script({ fault: { kind: 'answer', status: 400, body } });
  expect((await faultOf(ask(pair.lm))).at).toBe('Something about *** and more');
});

test('a web page in place of a stream is no model server', async () => {
  await using pair = await studioAndServer({ respond: () => ({ fault: LM_ANSWERS.html }) });
  const fault = await faultOf(ask(pair.lm));
  expect(fault.message).toBe(
    `${pair.studio.url} answers, but not as an OpenAI-compatible model server. Set lm-studio-url to the server's API base, usually http://localhost:1234/v1.`,
  );
});

test('a web page that never ends is not read to its end, and its connection is closed', async () => {
  await using pair = await studioAndServer();
  const card = await pair.lm.choose();
  await pair.studio.stop();
  const closed = Promise.withResolvers<void>();
  const endless = createHttpServer((_request, response) => {
    response.on('close', closed.resolve);
    response.writeHead(200, { 'content-type': 'text/html' }).write('<html>');
  });
  endless.listen(pair.studio.port, '127.0.0.1');
  await once(endless, 'listening');
  const options = { temperature: 0, maxTokens: 10, callSite: 'test' };
  expect((await faultOf(pair.lm.ask(card, [], options))).code).toBe('model-not-a-server');
  await closed.promise;
  endless.close();
});

test('a server that knows no such path answers 200 with an error inside, which is no answer', async () => {
  await using studio = await LmStudio.start();
  const wrong = `${studio.root}/wrong/v1`;
  const fault = await faultOf(modelServer(wrong).choose());
  expect([fault.code, fault.at]).toEqual(['model-not-a-server', wrong]);
  await using pair = await studioAndServer();
  const body = { error: 'Unexpected endpoint or method. (POST /chat/completions)' };
  pair.studio.script({ fault: { kind: 'answer', status: 200, body } });
  expect((await faultOf(ask(pair.lm))).code).toBe('model-not-a-server');
  expect(pair.studio.chats).toHaveLength(1);
});

test('a port that speaks something else than HTTP is no model server', async () => {
  const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const fault = await faultOf(modelServer(`127.0.0.1:${(server.address() as AddressInfo).port}`).choose());
  expect(fault.code).toBe('model-not-a-server');
  server.close();
});

test('a server that is stopped during the run is unreachable after four attempts', async () => {
  const studio = await LmStudio.start();
  const lm = modelServer(studio.url);
  const card = await lm.choose();
  await studio.stop();
  const retried: string[] = [];
  const options = { temperature: 0, maxTokens: 10, callSite: 'test' };
  const fault = await faultOf(
    lm.ask(card, [], {
      ...options,
      onProgress: (one) => one.phase === 'retrying' && retried.push(one.detail),
    }),
  );
  expect(fault.message).toBe(
    `No model server answers at ${studio.url} (connection refused). Start the LM Studio server (\`lms server start\`) or set lm-studio-url.`,
  );
  expect(retried).toEqual(
    [2, 3, 4].map((number) => `${studio.url} (connection refused); trying again (${number} of 4)`),
  );
});
