import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test('the page is served on this machine alone until a signal ends it with 0', async () => {
  const view = world.start(['view', '--port', '0', '--json']);
  const [said] = (await once(view.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(said.toString()) as { url: string };
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(await (await fetch(url)).text()).toContain('<canvas');
  for (const path of ['map.js', 'decode-worker.js', 'dashboard', 'dashboard.js', 'style.css'])
    expect((await fetch(url + path)).status).toBe(200);
  expect(await (await fetch(`${url}api/map`)).json()).toEqual({ placed: [] });
  expect(await (await fetch(`${url}api/dashboard`)).json()).toMatchObject({
    indicator: { status: 'offline' },
  });
  view.kill('SIGTERM');
  expect((await view).exitCode).toBe(0);
});

test('a port that is taken, and one that is none, are said with the way out', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const taken = await world.cli(['view', '--port', String(port)]);
  other.close();
  expect(taken).toMatchObject({ code: 2, stdout: '' });
  expect(taken.stderr).toContain(`Port ${port} cannot be listened on.`);
  expect((await world.cli(['view', '--port', '70000'])).stderr).toContain('from 0 to 65535');
});
