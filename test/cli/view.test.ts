import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { servedDashboard } from '../support/served-dashboard.ts';

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
  for (const path of [
    'map.js',
    'decode-worker.js',
    'dashboard',
    'dashboard.js',
    'style.css',
    'dashboard.css',
  ])
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

test('a folder of bricks that is none, and a journal that cannot be, are said before anything is served', async () => {
  for (const map of ['none', 'Cargo.toml']) {
    const { code, stdout, stderr } = await world.cli(['view', '--port', '0', '--map', map]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(`${join(world.root, map)} is no folder of bricks.`);
  }
  const bogus = await world.cli(['view', '--port', '0'], { env: { GEMATRIA_DSN: 'bogus' } });
  expect(bogus).toMatchObject({ code: 2, stdout: '' });
  expect(bogus.stderr).toContain('control-dsn must be');
});

test('a database that cannot be reached leaves the map as it is and is told on the dashboard', async () => {
  const env = { GEMATRIA_DSN: 'postgres://u:hunter2@127.0.0.1:1/x' };
  const shown = await servedDashboard(world, { env });
  expect(shown).toMatchObject({ days: null, models: null, runs: null, indicator: { reason: 'db_off' } });
  expect(shown).toMatchObject({
    troubles: [expect.stringMatching(/database cannot be reached: .*\. Start it,/)],
  });
  expect(JSON.stringify(shown)).not.toContain('hunter2');
});
