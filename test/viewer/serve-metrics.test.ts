import { request } from 'node:http';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoopbackPlace } from '../../src/viewer/listen-on-loopback.ts';
import { serveMetrics } from '../../src/viewer/serve-metrics.ts';

let place: LoopbackPlace;
let isWell = true;
let isBroken = false;
beforeAll(async () => {
  const metrics = async () => {
    if (isBroken) throw new Error('password=hunter2');
    return '# EOF\n';
  };
  place = await serveMetrics({ metrics, health: () => ({ ok: isWell, trouble: 'Ünwell' }) }, 0);
});
afterAll(() => place[Symbol.asyncDispose]());

/** With headers that fetch would not let through. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const reply = Promise.withResolvers<{ status: number; type: string; text: string }>();
  const asked = request(new URL(path, place.url), { headers, method }, (answer) => {
    let text = '';
    answer.setEncoding('utf8');
    answer.on('data', (chunk) => (text += chunk));
    answer.on('end', () =>
      reply.resolve({ status: answer.statusCode ?? 0, type: answer.headers['content-type'] ?? '', text }),
    );
  });
  asked.on('error', reply.reject);
  asked.end();
  return reply.promise;
}

test('metrics have the content type of OpenMetrics, on the loopback interface alone', async () => {
  expect(new URL(place.url).hostname).toBe('127.0.0.1');
  expect(await get('/metrics')).toEqual({
    status: 200,
    type: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
    text: '# EOF\n',
  });
  expect(await get('/metrics?collect=all', {}, 'HEAD')).toMatchObject({ status: 200, text: '' });
});

test('health is 200 while all is well and 503 when it is not', async () => {
  expect(await get('/health')).toMatchObject({ status: 200, type: 'application/json' });
  isWell = false;
  const unwell = await get('/health');
  isWell = true;
  expect(unwell).toMatchObject({ status: 503, text: '{"ok":false,"trouble":"Ünwell"}\n' });
});

test('a name that resolves here, a page of another site, and a write get nothing', async () => {
  expect((await get('/metrics', { host: 'evil.example:80' })).status).toBe(403);
  expect((await get('/metrics', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await get('/metrics', {}, 'POST')).status).toBe(405);
  expect((await get('/')).status).toBe(404);
});

test('a source that fails is a 500 without its words', async () => {
  isBroken = true;
  const failed = await get('/metrics');
  isBroken = false;
  expect(failed).toMatchObject({ status: 500, text: 'This could not be read.\n' });
});

test('a port that is taken is an error, not a crash', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  await expect(serveMetrics({ metrics: async () => '', health: () => ({ ok: true }) }, port)).rejects.toThrow(
    'EADDRINUSE',
  );
  other.close();
});
