import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { httpFetch } from '../../../src/adapters/lm/http-fetch.ts';
import { LmStudio } from '../../fakes/lm-studio/lm-studio.ts';
import { ask, modelServer } from './asking.ts';

const serverOn = async (host: string) => {
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/`,
    [Symbol.asyncDispose]: async () => {
      server.close();
      await once(server, 'close');
    },
  };
};

test.each(['127.0.0.1', '::1'])('localhost reaches a server that listens on %s only', async (host) => {
  await using server = await serverOn(host);
  const response = await httpFetch({})(server.url);
  expect(response.status).toBe(200);
  await response.text();
});

test('the key is sent as a bearer token, and without a key there is no such header', async () => {
  await using server = await serverOn('127.0.0.1');
  const sent = async (apiKey?: string) => {
    const headers = { authorization: 'Bearer from-the-environment', 'openai-organization': 'x' };
    const response = await httpFetch({ apiKey })(server.url, { headers });
    return (await response.json()) as Record<string, string>;
  };
  expect((await sent('sk-lm-1')).authorization).toBe('Bearer sk-lm-1');
  expect(await sent()).not.toHaveProperty('authorization');
  expect(await sent()).not.toHaveProperty('openai-organization');
});

test("a model is never reached through Node's own fetch, which ends silence after 300 s", async () => {
  await using studio = await LmStudio.start({ respond: () => ({ text: 'hello' }) });
  const own = globalThis.fetch;
  globalThis.fetch = () => Promise.reject(new Error('the limited fetch was used'));
  try {
    const lm = modelServer(studio.url);
    expect((await lm.health()).status).toBe('healthy');
    expect((await ask(lm)).answer.text).toBe('hello');
  } finally {
    globalThis.fetch = own;
  }
});
