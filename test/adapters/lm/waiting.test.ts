import { expect, test } from 'vitest';
import { createModelServer } from '../../../src/adapters/lm/create-model-server.ts';
import type { AskOptions, AskProgress } from '../../../src/ports/model.ts';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import { ask, faultOf, modelServer, QUICK, studioAndServer } from './asking.ts';

const OPTIONS: AskOptions = { temperature: 0, maxTokens: 100, callSite: 'test' };
const KEY = 'qwen/qwen3-coder-30b';

test.each([
  ['before its headers', { fault: { kind: 'silence-before-headers' } }],
  ['before its first word', { text: 'fn a() {}', fault: { kind: 'silence', after: 0 } }],
  ['in the middle of an answer', { text: 'fn a() {}', fault: { kind: 'silence', after: 2 } }],
] as const)('a server that falls silent %s is given up, and not asked again', async (_when, reply) => {
  await using pair = await studioAndServer({ respond: () => reply }, { stallSeconds: 0.2 });
  const fault = await faultOf(ask(pair.lm));
  expect([fault.code, fault.exit]).toEqual(['model-stalled', 3]);
  expect(fault.message).toBe(
    `The model server sent nothing for too long: 0.2 s of silence from ${KEY} at ${pair.studio.url}. Raise stall-seconds, or use a smaller model or context.`,
  );
  expect(pair.studio.chats).toHaveLength(1);
  await expect.poll(() => pair.studio.chats[0]?.aborted).toBe(true);
});

test('an answer may take longer than the silence that is allowed, as long as words keep coming', async () => {
  const text = 'word '.repeat(200);
  await using pair = await studioAndServer(
    { writeSpeed: 100, respond: () => ({ text }) },
    { stallSeconds: 1.5 },
  );
  const { answer } = await ask(pair.lm);
  expect(answer.text).toBe(text);
  expect(answer.milliseconds).toBeGreaterThan(1_500);
});

test('the time for the whole answer is bounded where that is asked for', async () => {
  await using pair = await studioAndServer(
    { writeSpeed: 50, respond: () => ({ text: 'word '.repeat(2_000) }) },
    { answerSeconds: 1 },
  );
  const fault = await faultOf(ask(pair.lm));
  expect(fault.code).toBe('model-stalled');
  expect(fault.at).toBe(`${KEY} did not complete its answer in 1 s`);
  expect(pair.studio.chats).toHaveLength(1);
});

test('a model that is not loaded is waited for, and what is waited for is said again and again', async () => {
  await using studio = await LmStudio.start({
    models: [{ key: KEY, loaded: false }],
    loadDelayMilliseconds: 200,
    respond: () => ({ text: 'loaded' }),
  });
  const settings = { urls: [studio.url], key: KEY, stallSeconds: 20, temperature: 0 };
  const lm = createModelServer(settings, { ...QUICK, reportMilliseconds: 20 });
  const card = await lm.choose();
  const progress: AskProgress[] = [];
  const answer = await lm.ask(card, [], { ...OPTIONS, onProgress: (one) => progress.push(one) });
  expect(answer.text).toBe('loaded');
  const loading = progress.filter((one) => one.phase === 'loading');
  expect(loading[0]?.detail).toBe(`loading ${KEY} …`);
  expect(loading.length).toBeGreaterThan(2);
  expect(loading[1]?.detail).toBe(`loading ${KEY} … 0 s`);
  const second: AskProgress[] = [];
  await lm.ask(card, [], { ...OPTIONS, onProgress: (one) => second.push(one) });
  expect(second[0]?.phase).toBe('reading');
});

test.each([1, 3])('never more requests are in flight than the %i slots of the server', async (parallel) => {
  await using pair = await studioAndServer({
    parallel,
    prefillSpeed: 1_000,
    respond: ({ number }) => ({ text: `answer ${number}` }),
  });
  const card = await pair.lm.choose();
  const phases: string[] = [];
  const onProgress = (one: AskProgress) => phases.push(one.phase);
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => pair.lm.ask(card, [], { ...OPTIONS, onProgress })),
  );
  expect(new Set(answers.map((answer) => answer.text)).size).toBe(8);
  const instance = pair.studio.table.running()[0]?.instance;
  if (!instance) throw new Error('the model is loaded');
  const slots = pair.studio.table.slots(instance);
  expect([slots.peak, slots.longestQueue]).toEqual([parallel, 0]);
  expect(phases.filter((phase) => phase === 'queued')).toHaveLength(8 - parallel);
});

test('nothing keeps the process alive once an answer is there', async () => {
  await using pair = await studioAndServer({ respond: () => ({ text: 'done' }) }, { answerSeconds: 1_000 });
  const timers = () => process.getActiveResourcesInfo().filter((one) => one === 'Timeout').length;
  const before = timers();
  for (let times = 0; times < 30; times += 1) await ask(pair.lm);
  await expect.poll(timers).toBeLessThan(before + 20);
});

test('a slot is free again after a fault', async () => {
  await using pair = await studioAndServer({ parallel: 1 });
  const body = { error: 'No such luck.' };
  pair.studio.script({ fault: { kind: 'answer', status: 400, body } }, { text: 'next' });
  await faultOf(ask(pair.lm));
  expect((await ask(pair.lm)).answer.text).toBe('next');
});

test.each([
  ['while the prompt is read', { fault: { kind: 'silence-before-headers' } }],
  ['while the answer is written', { text: 'fn a() {}', fault: { kind: 'silence', after: 2 } }],
] as const)('a caller who gives up %s frees the server', async (_when, reply) => {
  await using pair = await studioAndServer({ respond: () => reply });
  const abort = new AbortController();
  const asking = ask(pair.lm, 'Write.', { signal: abort.signal });
  await expect.poll(() => pair.studio.chats.length).toBe(1);
  abort.abort(new Error('the run ends'));
  await expect(asking).rejects.toThrow('the run ends');
  await expect.poll(() => pair.studio.chats[0]?.aborted).toBe(true);
  expect(pair.studio.chats).toHaveLength(1);
});

test('a caller who gives up after the first words gets no half answer', async () => {
  await using pair = await studioAndServer({
    writeSpeed: 200,
    respond: () => ({ text: 'word '.repeat(500) }),
  });
  const abort = new AbortController();
  const onProgress = (one: AskProgress) => {
    if (one.phase === 'writing') abort.abort(new Error('the run ends'));
  };
  await expect(ask(pair.lm, 'Write.', { signal: abort.signal, onProgress })).rejects.toThrow('the run ends');
});

test('a caller who gives up while waiting for a slot sends nothing', async () => {
  await using pair = await studioAndServer({
    parallel: 1,
    respond: () => ({ fault: { kind: 'silence-before-headers' } }),
  });
  const card = await pair.lm.choose();
  const first = new AbortController();
  const second = new AbortController();
  const working = pair.lm.ask(card, [], { ...OPTIONS, signal: first.signal });
  await expect.poll(() => pair.studio.chats.length).toBe(1);
  const waiting = pair.lm.ask(card, [], { ...OPTIONS, signal: second.signal });
  second.abort(new Error('not worth it'));
  await expect(waiting).rejects.toThrow('not worth it');
  first.abort(new Error('the run ends'));
  await expect(working).rejects.toThrow('the run ends');
  expect(pair.studio.chats).toHaveLength(1);
});

test('a caller who gives up between two attempts is obeyed at once', async () => {
  await using studio = await LmStudio.start({ respond: () => ({ fault: { kind: 'reset' } }) });
  const settings = { urls: [studio.url], stallSeconds: 20, temperature: 0 };
  const lm = createModelServer(settings, { plan: { retries: 3, baseMilliseconds: 100_000 } });
  const abort = new AbortController();
  const onProgress = (one: AskProgress) => {
    if (one.phase === 'retrying') queueMicrotask(() => abort.abort(new Error('the run ends')));
  };
  await expect(ask(lm, 'Write.', { signal: abort.signal, onProgress })).rejects.toThrow('the run ends');
  expect(studio.chats).toHaveLength(1);
});

test('a probe that is given up throws the reason, not a fault', async () => {
  await using studio = await LmStudio.start();
  const lm = modelServer(studio.url);
  const reason = new Error('the run ends');
  await expect(lm.health(AbortSignal.abort(reason))).rejects.toBe(reason);
  await expect(lm.choose(AbortSignal.abort(reason))).rejects.toBe(reason);
});

test('a slow list of models makes a server degraded, but it is used', async () => {
  await using studio = await LmStudio.start();
  const settings = { urls: [studio.url], stallSeconds: 20, temperature: 0 };
  const lm = createModelServer(settings, { ...QUICK, slowProbeMilliseconds: -1 });
  const health = await lm.health();
  expect(health.status).toBe('degraded');
  expect(health.errors[0]).toMatch(/took \d+ ms to list its models\.$/);
  expect((await lm.choose()).key).toBe(KEY);
});
