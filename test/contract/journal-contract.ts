import { describe, expect, test } from 'vitest';
import type { Journal, JournalReader, JournalRow, Json } from '../../src/ports/journal.ts';

/** A row as somebody else wrote it; whatever is left out has an ordinary value. */
export interface ForeignRow {
  readonly tool?: string;
  readonly args?: Json;
  readonly result?: Json;
  readonly violations?: Json;
  readonly createdAt?: Date;
}

/** A store that is empty. */
export interface StoreUnderTest extends AsyncDisposable {
  /** Further writers and readers of the same store. */
  write(): Journal;
  read(): Promise<JournalReader>;
  /** Puts a row past the journal. */
  insert(row: ForeignRow): Promise<void>;
  allow(app: string, days: number, requests: number, tokens: number): Promise<void>;
  /** What journals said; empty when all went well. */
  readonly notices: readonly string[];
}

const NOW = new Date('2026-11-20T12:00:00.000Z');
const WEEK_AGO = new Date('2026-11-13T12:00:00.000Z');
const TEN = 10;

/** A moment so many hours before the tests' now. */
function ago(hours: number): Date {
  return new Date(NOW.getTime() - hours * 3_600_000);
}

interface CallShape {
  readonly ok?: boolean;
  readonly mode?: string;
  readonly backend?: string;
  readonly hours?: number;
  readonly latency?: number;
  readonly code?: string;
  readonly app?: string;
  readonly model?: string;
  readonly fellBack?: boolean;
}

function call(shape: CallShape = {}): JournalRow {
  const { ok = true, mode = 'lm_on', backend = 'lm_studio', hours = 1, latency = 100, code } = shape;
  return {
    tool: 'lm_studio',
    args: { model: shape.model ?? 'qwen', call_site: 'round', app: shape.app ?? 'openspec-complete' },
    result: {
      ok,
      mode,
      backend,
      latency_ms: latency,
      usage: { prompt_tokens: 10, completion_tokens: 3, total_tokens: 13 },
      tokens_per_second: latency / 10,
      fell_back: shape.fellBack ?? false,
      reason: null,
    },
    violations: code === undefined ? [] : [{ type: 'lm_studio_error', code, reason: `because of ${code}` }],
    createdAt: ago(hours),
  };
}

async function record(store: StoreUnderTest, rows: readonly JournalRow[]): Promise<void> {
  await using journal = store.write();
  for (const row of rows) journal.record(row);
}

/** What every store of the journal promises. */
export function testJournal(name: string, create: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the contract of Journal and JournalReader`, () => {
    test('an empty store has nothing to tell', async () => {
      await using store = await create();
      await using reader = await store.read();
      expect(await reader.mayRecord()).toBe(true);
      expect(await reader.calls(WEEK_AGO)).toEqual({
        days: [],
        byLmStudio: 0,
        byRemote: 0,
        fellBack: 0,
        budgetRefused: 0,
        troubles: {},
        recent: [],
      });
      expect(await reader.budgets(NOW)).toEqual([]);
      expect(await reader.models(WEEK_AGO)).toEqual([]);
      expect(await reader.outcomes(WEEK_AGO, TEN)).toEqual([]);
    });

    test('calls are counted by UTC day, backend and trouble, within the window only', async () => {
      await using store = await create();
      await record(store, [
        call({ hours: 1 }),
        call({ hours: 2, backend: 'remote', fellBack: true, latency: 50 }),
        call({ hours: 13, ok: false, mode: 'lm_off', code: 'timeout' }),
        call({ hours: 14, ok: false, mode: 'lm_off', code: 'http_500' }),
        call({ hours: 15, ok: false, mode: 'lm_off', code: 'timeout' }),
        call({ hours: 24 * 8 }),
      ]);
      await using reader = await store.read();
      const facts = await reader.calls(WEEK_AGO);
      const failed = { successful: 0, failed: 3, tokensPrompt: 30, tokensCompletion: 9 };
      expect(facts.days).toEqual([
        { date: '2026-11-19', calls: 3, ...failed, latencyMilliseconds: 300 },
        {
          date: '2026-11-20',
          calls: 2,
          successful: 2,
          failed: 0,
          tokensPrompt: 20,
          tokensCompletion: 6,
          latencyMilliseconds: 150,
        },
      ]);
      expect(facts).toMatchObject({ byLmStudio: 1, byRemote: 1, fellBack: 1, budgetRefused: 0 });
      expect(facts.troubles).toEqual({ timeout: 2, http_500: 1 });
      expect(facts.newest).toEqual(ago(1));
    });

    test('the ten youngest failures are told, newest first', async () => {
      await using store = await create();
      const rows = Array.from({ length: 30 }, (_, at) =>
        call(at % 2 === 0 ? { hours: at * 5, ok: false, code: `c${at}` } : { hours: at * 5 }),
      );
      await record(store, rows);
      await using reader = await store.read();
      const { recent } = await reader.calls(WEEK_AGO);
      expect(recent).toEqual(
        Array.from({ length: 10 }, (_, at) => ({
          createdAt: ago(at * 10),
          type: 'lm_studio_error',
          reason: `because of c${at * 2}`,
        })),
      );
    });

    test('a call that a budget refused is no call and no failure', async () => {
      await using store = await create();
      const refused = { ok: false, mode: 'budget_exceeded', code: 'budget', fellBack: true, hours: 0 };
      await record(store, [call(), call(refused)]);
      await store.allow('openspec-complete', 7, 10, 100);
      await using reader = await store.read();
      const facts = await reader.calls(WEEK_AGO);
      expect(facts.days.map((day) => day.calls)).toEqual([1]);
      expect(facts).toMatchObject({ budgetRefused: 1, fellBack: 0, troubles: {}, recent: [] });
      expect(facts.newest).toEqual(ago(1));
      expect(await reader.budgets(NOW)).toMatchObject([{ usedRequests: 1, usedTokens: 13 }]);
      expect(await reader.models(WEEK_AGO)).toMatchObject([{ calls: 1 }]);
    });

    test('budgets count successful and failed calls of exactly their app and window', async () => {
      await using store = await create();
      await store.allow('app', 7, 100, 1000);
      await store.allow('app-two', 1, 5, 50);
      await store.allow('idle', 30, 1, 1);
      await record(store, [
        call({ app: 'app' }),
        call({ app: 'app', ok: false, code: 'timeout' }),
        call({ app: 'app', hours: 24 * 8 }),
        call({ app: 'app-two', hours: 30 }),
        call({ app: 'app-two', hours: 3 }),
        call({ app: 'my-app' }),
      ]);
      await using reader = await store.read();
      const budgets = await reader.budgets(NOW);
      expect(budgets).toEqual([
        { appName: 'app', windowDays: 7, maxRequests: 100, maxTokens: 1000, usedRequests: 2, usedTokens: 26 },
        { appName: 'app-two', windowDays: 1, maxRequests: 5, maxTokens: 50, usedRequests: 1, usedTokens: 13 },
        { appName: 'idle', windowDays: 30, maxRequests: 1, maxTokens: 1, usedRequests: 0, usedTokens: 0 },
      ]);
    });

    test('models are told with nearest-rank percentiles of their latency', async () => {
      await using store = await create();
      await record(store, [
        ...Array.from({ length: 100 }, (_, at) =>
          call({ model: 'big', latency: 1000 - at * 10, ok: at > 9 }),
        ),
        call({ model: 'small', latency: 7 }),
      ]);
      await using reader = await store.read();
      expect(await reader.models(WEEK_AGO)).toEqual([
        {
          model: 'big',
          calls: 100,
          successful: 90,
          tokensPrompt: 1000,
          tokensCompletion: 300,
          latency: { p50: 500, p90: 900, p99: 990 },
          tokensPerSecond: expect.closeTo(50.5),
        },
        {
          model: 'small',
          calls: 1,
          successful: 1,
          tokensPrompt: 10,
          tokensCompletion: 3,
          latency: { p50: 7, p90: 7, p99: 7 },
          tokensPerSecond: expect.closeTo(0.7),
        },
      ]);
    });

    test('percentiles of long calls are right to half a percent', async () => {
      await using store = await create();
      const latencies = [1234, 12_345, 123_456, 1_234_567, 4_000_000_000];
      await record(
        store,
        latencies.map((latency) => call({ model: `of ${latency}`, latency })),
      );
      await using reader = await store.read();
      const told = await reader.models(WEEK_AGO);
      for (const latency of latencies.slice(0, -1)) {
        const p50 = told.find(({ model }) => model === `of ${latency}`)?.latency.p50 ?? 0;
        expect(Math.abs(p50 - latency) / latency).toBeLessThanOrEqual(0.005);
      }
      expect(told.find(({ model }) => model === 'of 4000000000')?.latency.p50).toBeGreaterThan(2e9);
    });

    test('outcomes come back as they were written, oldest first, the youngest when there are too many', async () => {
      await using store = await create();
      const outcome = (hours: number): JournalRow => ({
        tool: 'openspec_complete',
        args: { change: 'add-ö', task: '1.2', run: null },
        result: { ok: true, seconds: 1.5, gates: { check: true }, text: 'tab\tquote"\n\u{1f980}' },
        violations: [{ type: 'gate', code: 'clippy', reason: 'a warning' }],
        createdAt: ago(hours),
      });
      await record(store, [outcome(3), outcome(1), outcome(2), outcome(24 * 9), call()]);
      await using reader = await store.read();
      expect(await reader.outcomes(WEEK_AGO, TEN)).toEqual([outcome(3), outcome(2), outcome(1)]);
      expect(await reader.outcomes(WEEK_AGO, 2)).toEqual([outcome(2), outcome(1)]);
      expect(await reader.outcomes(WEEK_AGO, 0)).toEqual([]);
    });

    test('text that no database holds is stored without what it cannot hold', async () => {
      await using store = await create();
      const violations = [{ type: 't', code: 'c\0\0d', reason: 'half \ud800 \\u0000 \\\0' }];
      const args = { ['key\0']: '\udc00', kept: '\\ud800 \u{1f980}' };
      await record(store, [
        { ...call({ ok: false }), violations },
        { ...call(), tool: 'openspec_complete', args },
      ]);
      await using reader = await store.read();
      expect(await reader.calls(WEEK_AGO)).toMatchObject({
        troubles: { 'c\ufffd\ufffdd': 1 },
        recent: [{ reason: 'half \ufffd \\u0000 \\\ufffd' }],
      });
      const [outcome] = await reader.outcomes(WEEK_AGO, TEN);
      expect(outcome?.args).toEqual({ 'key\ufffd': '\ufffd', kept: '\\ud800 \u{1f980}' });
      expect(store.notices).toEqual([]);
    });

    test('several writers at once lose nothing', async () => {
      await using store = await create();
      const rows = Array.from({ length: 300 }, () => call());
      await Promise.all([record(store, rows), record(store, rows), record(store, rows)]);
      await using reader = await store.read();
      expect((await reader.calls(WEEK_AGO)).days[0]?.calls).toBe(900);
      expect(store.notices).toEqual([]);
    });

    test('a row from the future is counted on its own day', async () => {
      await using store = await create();
      await record(store, [call({ hours: -48 }), call()]);
      await using reader = await store.read();
      const facts = await reader.calls(WEEK_AGO);
      expect(facts.days.map((day) => day.date)).toEqual(['2026-11-20', '2026-11-22']);
      expect(facts.newest).toEqual(ago(-48));
    });

    test.each<[string, ForeignRow]>([
      ['no result', { result: {} }],
      ['a result that is text', { result: 'done' }],
      ['a result that is a list', { result: [true, 1] }],
      ['a result that is null', { result: null, args: null, violations: null }],
      ['texts for numbers', { result: { ok: 'yes', latency_ms: '12', usage: { prompt_tokens: '7' } } }],
      ['objects for numbers', { result: { ok: {}, latency_ms: [], usage: 5, tokens_per_second: {} } }],
      ['impossible numbers', { result: { latency_ms: 1e300, usage: { prompt_tokens: -5 } } }],
      ['violations that are an object', { violations: { code: 'x' } }],
      ['violations that are a text', { violations: 'x' }],
      ['violations of texts', { violations: ['x', 1, null] }],
      ['arguments that are a list', { args: ['model'], result: { mode: 5, backend: { a: 1 } } }],
      [
        'models and codes that are objects',
        { args: { model: { a: 1 }, app: 7 }, violations: [{ code: {} }] },
      ],
    ])('a row of others with %s is a failed call, and everything can still be read', async (_, row) => {
      await using store = await create();
      await store.allow('openspec-complete', 7, 10, 100);
      await store.insert({ ...row, createdAt: ago(2) });
      await store.insert({ ...row, tool: 'openspec_complete', createdAt: ago(2) });
      await record(store, [call()]);
      await using reader = await store.read();
      const facts = await reader.calls(WEEK_AGO);
      expect(facts.days).toMatchObject([{ calls: 2, successful: 1, failed: 1 }]);
      expect(Object.values(facts.troubles)).toEqual([1]);
      expect(facts.recent).toHaveLength(1);
      expect(await reader.budgets(NOW)).toMatchObject([{ usedRequests: 1 }]);
      expect((await reader.models(WEEK_AGO)).reduce((sum, model) => sum + model.calls, 0)).toBe(2);
      expect(await reader.outcomes(WEEK_AGO, TEN)).toHaveLength(1);
    });

    test('what others wrote as text is understood where there is no doubt', async () => {
      await using store = await create();
      await store.insert({ result: { ok: 'true', mode: 'lm_on' }, createdAt: ago(1) });
      await store.insert({
        result: { ok: false, mode: 'lm_off' },
        violations: [{ type: 'lm_studio_error', reason: 'connection refused' }],
        createdAt: ago(2),
      });
      await using reader = await store.read();
      expect(await reader.calls(WEEK_AGO)).toMatchObject({
        byLmStudio: 1,
        troubles: { lm_studio_error: 1 },
        recent: [{ type: 'lm_studio_error', reason: 'connection refused' }],
      });
    });
  });
}
