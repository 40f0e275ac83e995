import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';
import { expect, test } from 'vitest';
import type { ModelSpec } from '../../fakes/lm-studio/emulated-model.ts';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import { faultOf, modelServer, studioAndServer } from './asking.ts';

const CODER: ModelSpec = { key: 'qwen/qwen3-coder-30b' };
const GEMMA: ModelSpec = {
  key: 'google/gemma-3-1b',
  architecture: 'gemma3',
  quantization: 'Q8_0',
  publisher: 'google',
};
const EMBEDDER: ModelSpec = { key: 'a-nomic-embed-text-v1.5', type: 'embedding' };

test('the card of the loaded model says what LM Studio reports, and nothing more', async () => {
  await using pair = await studioAndServer({
    models: [{ ...GEMMA, loaded: { contextLength: 8192, parallel: 3 } }],
  });
  expect(await pair.lm.choose()).toEqual({
    key: 'google/gemma-3-1b',
    endpoint: pair.studio.url,
    endpointKind: 'lm-studio',
    architecture: 'gemma3',
    quantization: 'Q8_0',
    format: 'gguf',
    contextLoaded: 8192,
    contextMax: 262_144,
    parallel: 3,
    loaded: true,
  });
});

test('LM Studio before 0.4 is read through its v0 list, one request at a time', async () => {
  await using pair = await studioAndServer({ kind: 'lm-studio-0.3', models: [EMBEDDER, GEMMA] });
  const card = await pair.lm.choose();
  expect(card).toMatchObject({ key: 'google/gemma-3-1b', architecture: 'gemma3', contextLoaded: 32_768 });
  expect(card).toMatchObject({ endpointKind: 'lm-studio', quantization: 'Q8_0', parallel: 1, loaded: true });
});

test('an embedding model is never chosen, also when it is the only one loaded', async () => {
  await using pair = await studioAndServer({ models: [EMBEDDER, { ...CODER, loaded: false }] });
  const fault = await faultOf(pair.lm.choose());
  expect(fault.code).toBe('model-none-loaded');
  expect(fault.message).toBe(
    `The model server at ${pair.studio.url} (none is loaded; downloaded: qwen/qwen3-coder-30b) has no usable model. Load one with \`lms load <key>\` or turn on just-in-time loading.`,
  );
  expect(pair.studio.table.running()).toHaveLength(1);
});

test('of several loaded models the first by key is chosen, whatever their order on the server', async () => {
  await using one = await studioAndServer({ models: [CODER, GEMMA] });
  await using two = await studioAndServer({ models: [GEMMA, CODER] });
  expect((await one.lm.choose()).key).toBe('google/gemma-3-1b');
  expect((await two.lm.choose()).key).toBe('google/gemma-3-1b');
});

test.each([
  ['its key', 'qwen/qwen3-coder-30b'],
  ['its key in another case', 'Qwen/Qwen3-Coder-30B'],
  ['the name of its running instance', 'my-qwen'],
  ['its selected variant', 'qwen/qwen3-coder-30b@q4_k_m'],
])('a wanted model is found by %s, and the running instance is asked', async (_way, wanted) => {
  const models = [GEMMA, { ...CODER, loaded: { instanceId: 'my-qwen' } }];
  await using studio = await LmStudio.start({ models });
  const lm = modelServer(studio.url, { key: wanted });
  const card = await lm.choose();
  expect(card.key).toBe('qwen/qwen3-coder-30b');
  const answer = await lm.ask(card, [], { temperature: 0, maxTokens: 10, callSite: 'test' });
  expect(answer.model).toBe('my-qwen');
  expect(studio.chats[0]?.body).toMatchObject({ model: 'my-qwen' });
});

test('a variant that is not the loaded one is another model, of unknown quantisation', async () => {
  const variants = ['qwen/qwen3-coder-30b@q4_k_m', 'qwen/qwen3-coder-30b@q8_0'];
  await using studio = await LmStudio.start({ models: [{ ...CODER, variants }] });
  const card = await modelServer(studio.url, { key: 'qwen/qwen3-coder-30b@q8_0' }).choose();
  expect(card).toMatchObject({ key: 'qwen/qwen3-coder-30b@q8_0', loaded: false });
  expect(card.quantization).toBeUndefined();
});

test('a wanted model that is not there is a fault that lists what is', async () => {
  await using studio = await LmStudio.start({ models: [CODER, GEMMA, EMBEDDER] });
  const fault = await faultOf(modelServer(studio.url, { key: 'gpt-9' }).choose());
  expect([fault.code, fault.exit]).toEqual(['model-missing', 3]);
  expect(fault.message).toBe(
    'The model server does not have "gpt-9" (there: google/gemma-3-1b, qwen/qwen3-coder-30b). Set lm-studio-model to one of the listed keys, or download the model with `lms get`.',
  );
});

test('a wanted model that is downloaded but not loaded is chosen, and choosing loads nothing', async () => {
  await using studio = await LmStudio.start({ models: [{ ...CODER, loaded: false }] });
  const lm = modelServer(studio.url, { key: 'qwen/qwen3-coder-30b' });
  expect(await lm.choose()).toMatchObject({ loaded: false, parallel: 4 });
  expect((await lm.health()).status).toBe('healthy');
  expect(studio.table.running()).toEqual([]);
  expect(studio.requests.every((request) => request.method === 'GET')).toBe(true);
});

test('a server that does not answer is offline', async () => {
  const studio = await LmStudio.start();
  await studio.stop();
  const lm = modelServer(studio.url);
  const health = await lm.health();
  expect(health).toMatchObject({ status: 'offline', endpoint: studio.url, models: [] });
  expect(health.errors).toEqual([
    `No model server answers at ${studio.url} (connection refused). Start the LM Studio server (\`lms server start\`) or set lm-studio-url.`,
  ]);
  expect((await faultOf(lm.choose())).code).toBe('model-unreachable');
});

test('a server that is just starting is asked again before it counts as unreachable', async () => {
  await using studio = await LmStudio.start();
  let connections = 0;
  const starting = createServer((socket) => {
    connections += 1;
    if (connections === 1) socket.resetAndDestroy();
    else pipeline(socket, connect(studio.port, '127.0.0.1'), socket, () => {});
  });
  starting.listen(0, '127.0.0.1');
  await once(starting, 'listening');
  const { port } = starting.address() as AddressInfo;
  expect((await modelServer(`http://127.0.0.1:${port}`).choose()).key).toBe('qwen/qwen3-coder-30b');
  starting.close();
});

test('a server without a usable model is degraded and says why', async () => {
  await using pair = await studioAndServer({ models: [{ ...CODER, loaded: false }] });
  const health = await pair.lm.health();
  expect(health.status).toBe('degraded');
  expect(health.errors).toHaveLength(1);
  expect(health.errors[0]).toContain('has no usable model');
});

test('of several endpoints the first healthy one is used, in the order of the settings', async () => {
  const down = await LmStudio.start();
  await using empty = await LmStudio.start({ models: [] });
  await using second = await LmStudio.start({ models: [GEMMA] });
  await using third = await LmStudio.start({ models: [CODER] });
  // Not before the others have their ports: one of them could get this one.
  await down.stop();
  const lm = modelServer([down.url, empty.url, second.url, third.url]);
  const health = await lm.health();
  expect(health).toMatchObject({ status: 'healthy', endpoint: second.url });
  expect(health.errors).toHaveLength(2);
  expect((await lm.choose()).key).toBe('google/gemma-3-1b');
  expect(third.requests).toEqual([]);
});

test('without a healthy endpoint the one that answers is reported, not the one that is down', async () => {
  const down = await LmStudio.start();
  await using empty = await LmStudio.start({ models: [] });
  await down.stop();
  const lm = modelServer([down.url, empty.url]);
  expect(await lm.health()).toMatchObject({ status: 'degraded', endpoint: empty.url });
  expect((await faultOf(lm.choose())).code).toBe('model-none-loaded');
});

test('a path prefix in front of the server is honoured on every route', async () => {
  await using studio = await LmStudio.start({ pathPrefix: '/lm' });
  const card = await modelServer(`${studio.root}/v1/`).choose();
  expect(card).toMatchObject({ endpointKind: 'lm-studio', endpoint: studio.url });
});
