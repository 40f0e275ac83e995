import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { LM_ANSWERS } from '../fakes/lm-studio/error-bodies.ts';
import { ActionWorld, GOOD_ANSWERS, type WorldOptions } from '../support/action-world.ts';
import { expectFault, expectNothingWritten } from '../support/fault-run.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const GOOD = GOOD_ANSWERS['fn goodbye']?.[0] ?? '';
const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const dispatch = (world: ActionWorld, inputs: Record<string, string> = {}): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } }, inputs });

test.concurrent('LM Studio is not running', async () => {
  await using world = await start();
  await world.studio.stop();
  const run = await dispatch(world);
  expect(await expectFault(run, world, 3)).toBe(
    `No model server answers at ${world.studio.url} (connection refused). Start the LM Studio server (\`lms server start\`) or set lm-studio-url.`,
  );
  expect(run.outputs['lm-status']).toBe('offline');
  await expectNothingWritten(world);
});

test.concurrent('the address is that of a web page', async () => {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>It works</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  await using world = await start();
  const run = await dispatch(world, { 'lm-studio-url': url });
  expect(await expectFault(run, world, 3)).toBe(
    `${url} answers, but not as an OpenAI-compatible model server. Set lm-studio-url to the server's API base, usually http://localhost:1234/v1.`,
  );
  await expectNothingWritten(world);
  await new Promise((resolve) => server.close(resolve));
});

test.concurrent('the model is not on the server, which lists what is', async () => {
  await using world = await start();
  const run = await dispatch(world, { 'lm-studio-model': 'acme/coder-9000' });
  expect(await expectFault(run, world, 3)).toBe(
    'The model server does not have "acme/coder-9000" (there: qwen/qwen3-coder-30b). Set lm-studio-model to one of the listed keys, or download the model with `lms get`.',
  );
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

test.concurrent('the loaded context is too small: nothing is sent', async () => {
  await using world = await start({
    studio: { models: [{ key: 'tiny', loaded: { contextLength: 512 } }] },
  });
  const run = await dispatch(world);
  expect(await expectFault(run, world, 3)).toMatch(
    /^The prompt does not fit the loaded context: .*512.* Load the model with a longer context \(`lms load <key> --context-length 16384`\)\.$/,
  );
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

test.concurrent('a model that crashes in the middle of its answer once is asked again', async () => {
  await using world = await start();
  world.studio.script({
    text: GOOD,
    fault: { kind: 'error-frame', after: 3, body: LM_ANSWERS.crashed.body, event: true },
  });
  const run = await dispatch(world);
  expect(run.code).toBe(0);
  expect(run.outputs['completed']).toBe('1');
  expect(world.studio.chats).toHaveLength(2);
});

test.concurrent('a model that always crashes ends the run, after a bounded number of attempts', async () => {
  await using world = await start({
    studio: {
      respond: () => ({
        text: GOOD,
        fault: { kind: 'error-frame', after: 3, body: LM_ANSWERS.crashed.body, event: true },
      }),
    },
  });
  const run = await dispatch(world);
  expect(await expectFault(run, world, 3)).toMatch(
    /^The model server failed: .*The model has crashed without additional information.* Look at the LM Studio log \(`lms log stream`\) and run again\.$/,
  );
  expect(world.studio.chats.length).toBeLessThanOrEqual(4);
  await expectNothingWritten(world);
});

test('a model that falls silent ends the run after stall-seconds, and is let go', async () => {
  await using world = await start({
    studio: { respond: () => ({ text: GOOD, fault: { kind: 'silence', after: 3 } }) },
  });
  const run = await dispatch(world, { 'stall-seconds': '0.4' });
  expect(await expectFault(run, world, 3)).toMatch(
    /^The model server sent nothing for too long: .* Raise stall-seconds, or use a smaller model or context\.$/,
  );
  await expect.poll(() => world.studio.chats.every(({ aborted }) => aborted)).toBe(true);
  await expectNothingWritten(world);
});
