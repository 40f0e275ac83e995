import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { LmSettings } from '../../src/adapters/lm/create-model-server.ts';
import { Fault } from '../../src/core/fault.ts';
import { secretMasker } from '../../src/core/policy/mask-secrets.ts';
import { type Journaling, journaledModelServer } from '../../src/flow/journaled-model-server.ts';
import type { AskOptions, ModelServer } from '../../src/ports/model.ts';
import { modelServer } from '../adapters/lm/asking.ts';
import { modelServerContract } from '../contract/model-server.ts';
import { FakeJournal } from '../fakes/fake-journal.ts';
import { FakeModel, type Scripted } from '../fakes/fake-model.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';

const AT = new Date('2026-11-20T10:00:00Z');
const OPTIONS: AskOptions = { temperature: 0.2, maxTokens: 300, callSite: 'complete add#1 round 1' };
const PROMPT = [{ role: 'user', content: 'Write a greeting.' }] as const;
const SETTINGS: Journaling = {
  ...{ app: 'openspec-complete', storePrompts: false, mask: (text: string) => text },
  clock: { now: () => AT },
};

function journaled(server: ModelServer, settings: Partial<Journaling> = {}) {
  const journal = new FakeJournal();
  return { journal, lm: journaledModelServer(server, journal, { ...SETTINGS, ...settings }) };
}

const scripted = (script: readonly Scripted[], settings: Partial<Journaling> = {}) =>
  journaled(new FakeModel(script), settings);

/** Asks a real adapter once; the row of it. */
async function rowOf(url: string, settings: Partial<LmSettings> = {}, options: Partial<AskOptions> = {}) {
  const { journal, lm } = journaled(modelServer(url, settings));
  const card = await lm.choose();
  await lm.ask(card, PROMPT, { ...OPTIONS, ...options }).catch(() => undefined);
  expect(journal.rows).toHaveLength(1);
  return journal.rows[0];
}

describe('an answered call', () => {
  test('leaves one row: what was asked, of whom, how long it took, what was used', async () => {
    await using studio = await LmStudio.start({ respond: () => ({ text: 'fn greet() {}' }) });
    const row = await rowOf(studio.url);
    // An answer that arrives within one millisecond has no speed.
    const { tokens_per_second: speed = 1, ...result } = row?.result ?? {};
    expect(speed).toBeGreaterThan(0);
    expect({ ...row, result }).toEqual({
      tool: 'lm_studio',
      createdAt: AT,
      args: {
        model: 'qwen/qwen3-coder-30b',
        call_site: 'complete add#1 round 1',
        app: 'openspec-complete',
        temperature: 0.2,
        max_tokens: 300,
        prompt_sha256: createHash('sha256').update(JSON.stringify(PROMPT)).digest('hex'),
        prompt_characters: 17,
      },
      result: {
        ok: true,
        mode: 'lm_on',
        backend: 'lm_studio',
        endpoint: studio.url,
        latency_ms: expect.any(Number),
        ttft_ms: expect.any(Number),
        usage: {
          prompt_tokens: expect.any(Number),
          completion_tokens: expect.any(Number),
          total_tokens: expect.any(Number),
        },
        response_length: 13,
        retries: 0,
        fell_back: false,
        reason: null,
        decision: `${studio.url}; it is the only endpoint`,
      },
      violations: [],
    });
    expect(Number.isInteger(row?.result.latency_ms)).toBe(true);
  });

  test('of the fallback says so, with the reason that LM Studio had', async () => {
    const down = await LmStudio.start();
    await down.stop();
    await using far = await LmStudio.start({
      ...{ kind: 'openai', models: [{ key: 'big' }] },
      respond: () => ({ text: 'x' }),
    });
    const row = await rowOf(down.url, { fallback: { url: far.url, key: 'big' } });
    expect(row?.args.model).toBe('big');
    expect(row?.result).toMatchObject({
      ...{ ok: true, mode: 'fallback', backend: 'remote', endpoint: far.url, fell_back: true },
      reason: `connection_error: ${down.url} (connection refused)`,
    });
    expect(row?.violations).toEqual([]);
  });

  test('holds the prompt only where that is wanted', async () => {
    const silent = scripted(['a']);
    const open = scripted(['a'], { storePrompts: true });
    for (const { lm } of [silent, open]) await lm.ask(await lm.choose(), PROMPT, OPTIONS);
    expect(silent.journal.rows[0]?.args).not.toHaveProperty('messages');
    expect(open.journal.rows[0]?.args.messages).toEqual(PROMPT);
  });

  test('counts what was retried', async () => {
    await using studio = await LmStudio.start({ respond: () => ({ text: 'x' }) });
    studio.script({ fault: { kind: 'reset' } }, { fault: { kind: 'reset' } });
    expect((await rowOf(studio.url))?.result).toMatchObject({ ok: true, retries: 2 });
  });

  test('is given to the caller as it came', async () => {
    const { lm } = scripted([{ text: 'a', tokensPerSecond: 12.3456 }]);
    const answer = await lm.ask(await lm.choose(), PROMPT, OPTIONS);
    expect(answer).toMatchObject({ text: 'a', tokensPerSecond: 12.3456 });
  });
});

describe('a failed call', () => {
  const refused = (status: number) =>
    LmStudio.start({ respond: () => ({ fault: { kind: 'answer', status, body: { error: 'No.' } } }) });

  test.each([
    ['http_error', 'http_error: 418', () => refused(418)],
    ['http_error', 'http_error: 500', () => refused(500)],
    [
      'timeout',
      /^timeout: 0.2 s of silence/,
      () => LmStudio.start({ respond: () => ({ fault: { kind: 'silence-before-headers' } }) }),
    ],
    [
      'request_error',
      'request_error: the connection broke before the answer was complete',
      () => LmStudio.start({ respond: () => ({ fault: { kind: 'reset' } }) }),
    ],
  ])('is one row with the violation %s and the reason %s', async (code, reason, start) => {
    await using studio = await start();
    const row = await rowOf(studio.url, { stallSeconds: 0.2 });
    expect(row?.result).toMatchObject({ ok: false, mode: 'lm_off', backend: 'lm_studio', fell_back: false });
    expect(row?.result.reason).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
    expect(row?.violations).toEqual([{ type: 'lm_studio_error', code, reason: row?.result.reason }]);
    expect(row?.result).not.toHaveProperty('usage');
  });

  test.each([
    [new Fault('model-unreachable', 'http://a/v1 (connection refused)'), 'connection_error'],
    [new Fault('model-context-small', '9 into 8'), 'context_too_small'],
    [new Fault('model-disabled', 'off'), 'lm_studio_disabled'],
    [new TypeError('x is undefined'), 'unexpected_error'],
  ])('%s is counted as %s, and thrown on', async (error, code) => {
    const { journal, lm } = scripted([error]);
    await expect(lm.ask(await lm.choose(), PROMPT, OPTIONS)).rejects.toBe(error);
    expect(journal.rows.map((row) => row.violations[0]?.code)).toEqual([code]);
  });

  test('that was given up is a row too, and nobody is to blame', async () => {
    await using studio = await LmStudio.start({
      respond: () => ({ fault: { kind: 'silence-before-headers' } }),
    });
    const abort = new AbortController();
    const onProgress = () => abort.abort(new Error('the run ends'));
    const row = await rowOf(studio.url, {}, { signal: abort.signal, onProgress });
    expect(row?.result).toMatchObject({ ok: false, mode: 'lm_off', reason: 'aborted: the caller gave up' });
    expect(row?.violations[0]?.code).toBe('aborted');
  });

  test('for want of budget is not a failure of the model', async () => {
    const { journal, lm } = scripted([new Fault('budget-exceeded', 'openspec-complete has used 5 of 5')]);
    await lm.ask(await lm.choose(), PROMPT, OPTIONS).catch(() => undefined);
    const [row] = journal.rows;
    expect(row?.result).toMatchObject({ ok: false, mode: 'budget_exceeded', decision: 'not sent' });
    expect(row?.violations).toEqual([
      {
        ...{ type: 'budget_exceeded', code: 'budget_exceeded' },
        reason: 'budget_exceeded: openspec-complete has used 5 of 5',
      },
    ]);
  });
});

test('no secret is in a row, wherever it stood', async () => {
  const secret = 'hunter2hunter2';
  const mask = secretMasker([secret]);
  const { journal, lm } = scripted([new Fault('model-failed', `it said ${secret}`)], {
    ...{ mask, storePrompts: true },
  });
  const prompt = [{ role: 'user', content: `key = ${secret}` }] as const;
  const options = { ...OPTIONS, callSite: `complete ${secret}` };
  await lm.ask(await lm.choose(), prompt, options).catch(() => undefined);
  expect(JSON.stringify(journal.rows)).not.toContain(secret);
  expect(journal.rows[0]?.args.call_site).toBe('complete ***');
});

modelServerContract('LM Studio, journaled', async () => {
  const studio = await LmStudio.start({
    respond: ({ messages }) => ({ text: `Answer to: ${messages.at(-1)?.content}` }),
  });
  return {
    server: journaled(modelServer(studio.url)).lm,
    [Symbol.asyncDispose]: () => studio[Symbol.asyncDispose](),
  };
});
