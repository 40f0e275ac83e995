import { expect, test } from 'vitest';
import { createModelServer } from '../../../src/adapters/lm/create-model-server.ts';
import type { AskOptions, Route } from '../../../src/ports/model.ts';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import { faultOf, modelServer, QUICK } from './asking.ts';

const KEY = 'qwen/qwen3-coder-30b';
const OPTIONS: AskOptions = { temperature: 0, maxTokens: 100, callSite: 'test' };
const PROMPT = [{ role: 'user', content: 'Write.' }] as const;
const host = (text: string, loaded: { parallel?: number; contextLength?: number } = {}) =>
  LmStudio.start({ models: [{ key: KEY, loaded }], respond: () => ({ text }) });
/** Two hosts that answer once so many questions are there, so that all of them are under way at the same time. */
async function patientHosts(questions: number) {
  const all = Promise.withResolvers<void>();
  let asked = 0;
  const start = (text: string) =>
    LmStudio.start({
      models: [{ key: KEY, loaded: { parallel: 2 } }],
      respond: async () => {
        asked += 1;
        if (asked === questions) all.resolve();
        await all.promise;
        return { text };
      },
    });
  return [await start('a'), await start('b')] as const;
}
const remote = (text = 'from afar') =>
  LmStudio.start({ kind: 'openai', models: [{ key: 'big' }], respond: () => ({ text }) });

test('calls at once are spread over the pool, each to the least busy host', async () => {
  const [one, two] = await patientHosts(4);
  await using a = one;
  await using b = two;
  const lm = modelServer([a.url, b.url]);
  const card = await lm.choose();
  const answers = await Promise.all(Array.from({ length: 4 }, () => lm.ask(card, PROMPT, OPTIONS)));
  expect(answers.map((answer) => answer.text).sort()).toEqual(['a', 'a', 'b', 'b']);
});

test('rounds of one conversation stay on their host', async () => {
  const [first, other] = await patientHosts(2);
  await using a = first;
  await using b = other;
  const lm = modelServer([a.url, b.url]);
  const card = await lm.choose();
  const one = { ...OPTIONS, conversation: 'one' };
  const two = { ...OPTIONS, conversation: 'two' };
  const [, second] = await Promise.all([lm.ask(card, PROMPT, one), lm.ask(card, PROMPT, two)]);
  expect(second.text).toBe('b');
  const again = await lm.ask(card, PROMPT, two);
  expect(again).toMatchObject({ text: 'b', route: { endpoint: b.url, backend: 'lm_studio' } });
  expect(again.route?.decision).toContain(`${b.url} conversation`);
});

test('a conversation moves when its host fails, and the reason is told', async () => {
  await using a = await host('a');
  await using b = await host('b');
  const lm = modelServer([a.url, b.url]);
  const card = await lm.choose();
  const options = { ...OPTIONS, conversation: 'one' };
  await lm.ask(card, PROMPT, options);
  await a.stop();
  const routes: Route[] = [];
  const answer = await lm.ask(card, PROMPT, { ...options, onRoute: (route) => routes.push(route) });
  expect(answer.text).toBe('b');
  expect(routes.map((route) => route.endpoint)).toEqual([a.url, b.url]);
  expect(routes[1]?.decision).toContain(`${a.url} model-unreachable (it failed this call`);
});

test('a host without the model, or with too small a context, is not asked', async () => {
  await using a = await host('a', { parallel: 1, contextLength: 16_384 });
  await using small = await host('small', { contextLength: 4_096 });
  await using other = await LmStudio.start({ models: [{ key: 'google/gemma-3-1b' }] });
  const lm = modelServer([a.url, small.url, other.url]);
  const card = await lm.choose();
  const long = [{ role: 'user', content: 'x'.repeat(20_000) }] as const;
  const answers = await Promise.all([lm.ask(card, long, OPTIONS), lm.ask(card, long, OPTIONS)]);
  expect(answers.map((answer) => answer.text)).toEqual(['a', 'a']);
  expect([...small.chats, ...other.chats]).toEqual([]);
});

test('a prompt that does not fit is not tried elsewhere', async () => {
  await using a = await host('a', { contextLength: 4_096 });
  await using b = await host('b', { contextLength: 4_096 });
  await using far = await remote();
  const lm = modelServer([a.url, b.url], { fallback: { url: far.url, key: 'big' } });
  const card = await lm.choose();
  const long = [{ role: 'user', content: 'x'.repeat(40_000) }] as const;
  expect((await faultOf(lm.ask(card, long, OPTIONS))).code).toBe('model-context-small');
  expect([...b.chats, ...far.requests]).toEqual([]);
});

test('with one endpoint nothing is asked between the choice and the question, however long ago it was', async () => {
  await using a = await host('a');
  await using far = await remote();
  let now = 0;
  const lm = createModelServer(
    { urls: [a.url], stallSeconds: 20, temperature: 0, fallback: { url: far.url, key: 'big' } },
    { ...QUICK, clock: { now: () => now, random: () => 0 } },
  );
  const card = await lm.choose();
  now += 3_600_000;
  const before = a.requests.length;
  await lm.ask(card, PROMPT, OPTIONS);
  expect(a.requests.slice(before).map(({ path }) => path)).toEqual(['/v1/chat/completions']);
  expect(far.requests).toEqual([]);
});

test('the fallback is asked when no endpoint answers, with its own model and key and no route of LM Studio', async () => {
  const down = await LmStudio.start();
  await using far = await LmStudio.start({
    ...{ kind: 'openai', auth: 'sk-far', models: [{ key: 'big' }] },
    respond: () => ({ text: 'from afar' }),
  });
  await down.stop();
  const fallback = { url: far.url, key: 'big', apiKey: 'sk-far' };
  const lm = modelServer(down.url, { key: KEY, apiKey: 'sk-lm-own', fallback });
  const card = await lm.choose();
  expect(card).toMatchObject({ key: 'big', backend: 'remote', endpointKind: 'openai-compatible' });
  const { text, route } = await lm.ask(card, PROMPT, OPTIONS);
  expect(text).toBe('from afar');
  expect(route).toMatchObject({ backend: 'remote', endpoint: far.url, model: 'big' });
  expect(route?.fellBack?.code).toBe('model-unreachable');
  expect(far.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /v1/models',
    'POST /v1/chat/completions',
  ]);
  expect(JSON.stringify(far.requests)).not.toContain('sk-lm-own');
});

test('an endpoint that dies in the middle of a run is replaced by the fallback, and used again once it is back', async () => {
  await using a = await host('here');
  await using far = await remote();
  let now = 0;
  const lm = createModelServer(
    { urls: [a.url], stallSeconds: 20, temperature: 0, fallback: { url: far.url, key: 'big' } },
    { ...QUICK, clock: { now: () => now, random: () => 0 } },
  );
  const card = await lm.choose();
  await a.stop();
  const away = await lm.ask(card, PROMPT, OPTIONS);
  expect(away).toMatchObject({ text: 'from afar', route: { backend: 'remote', model: 'big' } });
  await a.listen();
  now += 400_000;
  expect((await lm.ask(card, PROMPT, OPTIONS)).text).toBe('here');
});

test('a breaker that opened sends calls to the fallback without asking the endpoint', async () => {
  await using a = await LmStudio.start({
    models: [{ key: KEY, loaded: {} }],
    respond: () => ({ fault: { kind: 'answer', status: 400, body: { error: 'No such luck.' } } }),
  });
  await using far = await remote();
  const lm = createModelServer(
    { urls: [a.url], stallSeconds: 20, temperature: 0, fallback: { url: far.url, key: 'big' } },
    { ...QUICK, clock: { now: () => 0, random: () => 0 } },
  );
  const card = await lm.choose();
  for (let times = 0; times < 5; times += 1)
    expect((await lm.ask(card, PROMPT, OPTIONS)).text).toBe('from afar');
  expect(a.chats).toHaveLength(3);
});

test('a model name that LM Studio does not know is a mistake, not a reason to fall back', async () => {
  await using a = await host('a');
  await using far = await remote();
  const lm = modelServer(a.url, { key: 'gpt-9', fallback: { url: far.url, key: 'big' } });
  expect((await faultOf(lm.choose())).code).toBe('model-missing');
  expect(far.requests).toEqual([]);
});

test('LM Studio switched off uses the fallback alone, and without one is a clear fault', async () => {
  await using far = await remote();
  const off = modelServer([], { fallback: { url: far.url, key: 'big' } });
  const { route } = await off.ask(await off.choose(), PROMPT, OPTIONS);
  expect(route).toMatchObject({ backend: 'remote', fellBack: { code: 'model-disabled' } });
  const fault = await faultOf(modelServer([]).choose());
  expect([fault.code, fault.exit]).toEqual(['model-disabled', 3]);
  expect(await modelServer([]).health()).toMatchObject({ status: 'offline', errors: [fault.message] });
});

test('when the fallback fails too, the fault is that of LM Studio and tells of both', async () => {
  const down = await LmStudio.start();
  await down.stop();
  const lm = modelServer(down.url, { fallback: { url: 'http://127.0.0.1:1/v1', key: 'big' } });
  const fault = await faultOf(lm.choose());
  expect(fault.code).toBe('model-unreachable');
  expect(fault.at).toContain(
    `${down.url} (connection refused); the fallback was no help (model-unreachable: `,
  );
});

test('health can look at every endpoint, and loads nothing', async () => {
  await using a = await host('a');
  await using empty = await LmStudio.start({ models: [{ key: KEY, loaded: false }] });
  await using far = await remote();
  const lm = modelServer([a.url, empty.url], { fallback: { url: far.url, key: 'big' } });
  const { endpoints, status } = await lm.health(undefined, 'every-endpoint');
  expect(status).toBe('healthy');
  expect(endpoints).toEqual([
    {
      endpoint: a.url,
      backend: 'lm_studio',
      ok: true,
      breaker: 'closed',
      latency: expect.any(Number),
      reason: KEY,
    },
    {
      ...{
        endpoint: empty.url,
        backend: 'lm_studio',
        ok: false,
        breaker: 'closed',
        latency: expect.any(Number),
      },
      reason: expect.stringContaining('has no usable model'),
      fix: expect.stringContaining('lms load'),
    },
    {
      endpoint: far.url,
      backend: 'remote',
      ok: true,
      breaker: 'closed',
      latency: expect.any(Number),
      reason: 'big',
    },
  ]);
  expect(empty.table.running()).toEqual([]);
  expect(far.requests.map(({ path }) => path)).toEqual(['/v1/models']);
});

test('an address that is written twice is one server', async () => {
  await using a = await host('a');
  const lm = modelServer([a.url, a.root, `${a.url}/`]);
  expect((await lm.health(undefined, 'every-endpoint')).endpoints).toHaveLength(1);
});

test('a call on trial goes to the fallback as long as another one is finding out', async () => {
  const answer = Promise.withResolvers<void>();
  let works = false;
  await using a = await LmStudio.start({
    models: [{ key: KEY, loaded: {} }],
    respond: async () => {
      if (!works) return { fault: { kind: 'answer', status: 400, body: { error: 'No such luck.' } } };
      await answer.promise;
      return { text: 'here' };
    },
  });
  await using far = await remote();
  let now = 0;
  const lm = createModelServer(
    { urls: [a.url], stallSeconds: 20, temperature: 0, fallback: { url: far.url, key: 'big' } },
    { ...QUICK, clock: { now: () => now, random: () => 0 } },
  );
  const card = await lm.choose();
  for (let times = 0; times < 3; times += 1) await lm.ask(card, PROMPT, OPTIONS);
  works = true;
  now += 5_000;
  const trial = lm.ask(card, PROMPT, OPTIONS);
  await expect.poll(() => a.chats.length).toBe(4);
  expect((await lm.ask(card, PROMPT, OPTIONS)).text).toBe('from afar');
  answer.resolve();
  expect((await trial).text).toBe('here');
  expect((await lm.ask(card, PROMPT, OPTIONS)).text).toBe('here');
});
