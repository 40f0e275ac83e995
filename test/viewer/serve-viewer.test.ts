import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedViewer } from '../../src/viewer/serve-viewer.ts';
import { FakeBrickMap } from '../fakes/brick-map.ts';
import { LiveListener } from '../support/live-listener.ts';
import { QUIET, servedViewer } from '../support/served-viewer.ts';

let viewer: ServedViewer;
const bricks = new FakeBrickMap();

beforeAll(async () => {
  bricks.put({ x: 0, y: 0, brick: 'ls.brick', timestamp: 1 }, Buffer.from('hello'), { tags: ['elf'] });
  viewer = await servedViewer(bricks, async () => {
    if (isBroken) throw new Error('password=hunter2');
    return QUIET;
  });
});
afterAll(() => viewer[Symbol.asyncDispose]());
let isBroken = false;

/** With headers that fetch would not let through. */
function get(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, viewer.url), { headers, method }, (reply) => {
      let text = '';
      reply.on('data', (chunk) => (text += chunk));
      reply.on('end', () => resolve({ status: reply.statusCode ?? 0, text }));
    });
    asked.on('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve({ status: statusCode, text: '' });
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('it listens on the loopback interface alone', () => {
  expect(new URL(viewer.url).hostname).toBe('127.0.0.1');
});

test('a name that resolves here, or a page of another site, gets nothing', async () => {
  expect((await get('/api/map', { host: 'evil.example:80' })).status).toBe(403);
  expect((await get('/api/map', { origin: 'https://evil.example' })).status).toBe(403);
  expect((await get('/api/map', { origin: viewer.url.slice(0, -1) })).status).toBe(200);
  expect((await get('/api/map', { host: `LocalHost:${new URL(viewer.url).port}` })).status).toBe(200);
});

test('nothing can be written', async () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS'])
    expect((await get('/bricks/ls.brick', {}, method)).status).toBe(405);
});

test('pages come with rules that keep everything else out', async () => {
  const reply = await fetch(viewer.url);
  expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await reply.text()).toContain('<canvas');
});

test('cards and thumbnails are asked for by name, unknown ones say so', async () => {
  const body = JSON.stringify(['ls.brick', '../../passwd']);
  const cards = await (await fetch(`${viewer.url}api/cards`, { method: 'POST', body })).json();
  expect(cards).toMatchObject([{ tags: ['elf'] }, { damage: 'it is not there' }]);
  const thumbnails = await fetch(`${viewer.url}api/thumbnails`, { method: 'POST', body });
  const bytes = new Uint8Array(await thumbnails.arrayBuffer());
  expect(bytes).toHaveLength(2 * 257);
  expect([bytes[0], bytes[257]]).toEqual([1, 0]);
});

test('a body that is no list of names, or too long, is refused', async () => {
  for (const body of ['{}', 'no json', '[1]', JSON.stringify(Array(513).fill('a')), 'x'.repeat(300_000)]) {
    const reply = await fetch(`${viewer.url}api/cards`, { method: 'POST', body });
    expect(reply.status).toBe(400);
  }
});

test('what cannot be read is said without its details', async () => {
  isBroken = true;
  const reply = await fetch(`${viewer.url}api/dashboard`);
  isBroken = false;
  expect([reply.status, await reply.text()]).toEqual([500, 'This could not be read.']);
});

test('unknown paths, and names that are no text, are not found', async () => {
  const names = ['none.brick', '%2e%2e%2fpasswd', '%ff'];
  for (const path of ['/nothing', ...names.map((name) => `/bricks/${name}`), '/api/checks/none.brick'])
    expect((await get(path, {})).status).toBe(404);
});

test('a live connection greets with a heartbeat, tells of bricks, and relays cameras to others only', async () => {
  using first = await LiveListener.to(viewer.url);
  using second = await LiveListener.to(viewer.url);
  bricks.put({ x: 3, y: 4, brick: 'new.brick', timestamp: 9 }, Buffer.from('x'));
  expect(await first.next('tile_update')).toEqual({
    type: 'tile_update',
    x: 3,
    y: 4,
    brick: 'new.brick',
    timestamp: 9,
  });
  bricks.remove('new.brick');
  expect(await second.next('tile_remove')).toMatchObject({ x: 3, y: 4, brick: 'new.brick' });
  const camera = { type: 'camera_update', x: 1, y: 2, zoom: 3, target_x: 1, target_y: 2, target_zoom: 3 };
  first.socket.send('not json');
  for (const wrong of [{ zoom: 'wide' }, { zoom: 0 }, { target_zoom: -3 }, { x: 1e308 }, { zoom: 1e308 }])
    first.socket.send(JSON.stringify({ ...camera, ...wrong }));
  first.socket.send(JSON.stringify({ ...camera, type: 'tile_update' }));
  first.socket.send(JSON.stringify({ ...camera, more: 'x' }));
  expect(await second.next('camera_update')).toEqual({ ...camera, timestamp: expect.any(Number) });
  expect(second.heard.map(({ type }) => type)).not.toContain('camera_update');
  expect(first.heard.map(({ type }) => type)).not.toContain('camera_update');
});

const HANDSHAKE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  'sec-websocket-version': '13',
};

test('a live connection is opened for a whole handshake of one of our pages alone', async () => {
  const statusOf = async (more: Record<string, string>, path = '/live') =>
    (await get(path, { ...HANDSHAKE, ...more })).status;
  expect(await statusOf({ upgrade: 'WebSocket' })).toBe(101);
  expect(await statusOf({ origin: 'https://evil.example' })).toBe(400);
  expect(await statusOf({ upgrade: 'h2c' })).toBe(400);
  for (const key of ['x', '', 'dGhlIHNhbXBsZSBub25jZQ', 'dGhlIHNhbXBsZSBub25jZR=='])
    expect(await statusOf({ 'sec-websocket-key': key })).toBe(400);
  expect(await statusOf({ 'sec-websocket-version': '8' })).toBe(400);
  expect(await statusOf({}, '/other')).toBe(400);
});
