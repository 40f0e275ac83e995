import { expect, test } from 'vitest';
import { ask, faultOf, studioAndServer } from './asking.ts';

test('a plain OpenAI-compatible server works, and what it does not say stays unknown', async () => {
  await using pair = await studioAndServer({
    kind: 'openai',
    models: [{ key: 'qwen3-coder' }],
    respond: () => ({ text: 'hello', model: '/models/qwen3-coder.gguf' }),
  });
  expect(await pair.lm.choose()).toEqual({
    key: 'qwen3-coder',
    endpoint: pair.studio.url,
    endpointKind: 'openai-compatible',
    parallel: 1,
    loaded: true,
  });
  expect((await pair.lm.health()).status).toBe('healthy');
  expect((await ask(pair.lm)).answer).toMatchObject({ text: 'hello', model: '/models/qwen3-coder.gguf' });
  expect(pair.studio.chats).toHaveLength(1);
});

test('llama.cpp says its context, slots and build', async () => {
  await using pair = await studioAndServer({
    kind: 'openai',
    modelFields: { owned_by: 'llamacpp', meta: { n_ctx_train: 262_144 } },
    props: { default_generation_settings: { n_ctx: 8192 }, total_slots: 4, build_info: 'b6123-abcdef' },
  });
  expect(await pair.lm.choose()).toMatchObject({
    contextLoaded: 8192,
    contextMax: 262_144,
    parallel: 4,
    runtimeName: 'llama.cpp',
    runtimeVersion: 'b6123-abcdef',
  });
});

test('vLLM says its context', async () => {
  await using pair = await studioAndServer({ kind: 'openai', modelFields: { max_model_len: 16_384 } });
  expect((await pair.lm.choose()).contextLoaded).toBe(16_384);
});

test('Ollama names its models with a tag that need not be written', async () => {
  const models = [{ key: 'nomic-embed-text:latest' }, { key: 'qwen3-coder:latest' }];
  await using pair = await studioAndServer({ kind: 'openai', models }, { key: 'qwen3-coder' });
  expect((await pair.lm.choose()).key).toBe('qwen3-coder:latest');
});

test('a plain server with several models uses the first by name that can chat', async () => {
  const models = [{ key: 'bge-embed' }, { key: 'zephyr' }, { key: 'mistral' }];
  await using pair = await studioAndServer({ kind: 'openai', models });
  expect((await pair.lm.choose()).key).toBe('mistral');
});

test('a plain server without models has none that is usable', async () => {
  await using pair = await studioAndServer({ kind: 'openai', models: [] });
  expect((await faultOf(pair.lm.choose())).code).toBe('model-none-loaded');
});
