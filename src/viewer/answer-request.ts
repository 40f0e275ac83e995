import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BrickMap } from '../ports/brick-map.ts';
import { checkBrick } from './check-brick.ts';
import type { Dashboard } from './dashboard.ts';
import { inTurns } from './in-turns.ts';
import { isOwnHost } from './is-own-host.ts';
import { readNames } from './read-names.ts';

export interface PageFile {
  readonly type: string;
  readonly content: string | Uint8Array;
}

/** Everything the pages can be told. */
export interface ViewerSources {
  readonly bricks: BrickMap;
  readonly dashboard: () => Promise<Dashboard>;
  /** The pages by path: `/`, `/dashboard`, `/map.js` … */
  readonly pages: ReadonlyMap<string, PageFile>;
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Own scripts only, and nothing from or to anywhere else. */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};
const MOST_NAMES = 512;
/** Bricks of a question that are read at a time: as many as keep threads and disk busy. */
const AT_ONCE = 8;

/** Answers one request; a failure of a source is a 500 without its text. */
export async function answerRequest(
  sources: ViewerSources,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = isOwnHost(request)
    ? await route(sources, request).catch(() => text(500, 'This could not be read.'))
    : text(403, 'This address is not served here.');
  response.writeHead(reply.status, {
    ...HEADERS,
    'Content-Type': reply.type,
    'Content-Length': Buffer.byteLength(reply.body),
  });
  response.end(request.method === 'HEAD' ? undefined : reply.body);
}

async function route(sources: ViewerSources, request: IncomingMessage): Promise<Reply> {
  const { pathname } = new URL(request.url ?? '/', 'http://viewer');
  if (request.method === 'POST')
    return await ask(sources.bricks, pathname, await readNames(request, MOST_NAMES));
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return text(405, 'Only reading is possible here.');
  const page = sources.pages.get(pathname);
  if (page) return { status: 200, type: page.type, body: page.content };
  if (pathname === '/api/map') return json(await sources.bricks.placed());
  if (pathname === '/api/dashboard') return json(await sources.dashboard());
  const [, of, encoded = ''] = /^\/(bricks|api\/checks)\/([^/]+)$/.exec(pathname) ?? [];
  const bytes = of === undefined ? undefined : await bytesOf(sources.bricks, encoded);
  if (!bytes) return text(404, 'There is no such page.');
  if (of === 'bricks') return { status: 200, type: 'application/octet-stream', body: bytes };
  return json({ damage: checkBrick(bytes) ?? null });
}

async function bytesOf(bricks: BrickMap, encoded: string): Promise<Uint8Array | undefined> {
  try {
    return await bricks.bytes(decodeURIComponent(encoded));
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Questions about many bricks at once, their names as a JSON list in the body. */
async function ask(bricks: BrickMap, path: string, names: readonly string[] | undefined): Promise<Reply> {
  if (names === undefined)
    return text(400, `The body has to be a JSON list of at most ${MOST_NAMES} bricks.`);
  if (path === '/api/cards') return json(await inTurns(names, AT_ONCE, (name) => bricks.card(name)));
  if (path === '/api/thumbnails') return await thumbnails(bricks, names);
  return text(404, 'There is no such page.');
}

/** 257 bytes a brick: 1 and its thumbnail, or zeros where there is none. */
async function thumbnails(bricks: BrickMap, names: readonly string[]): Promise<Reply> {
  const found = await inTurns(names, AT_ONCE, (name) => bricks.thumbnail(name));
  const body = new Uint8Array(names.length * 257);
  found.forEach((thumbnail, index) => {
    if (thumbnail) body.set([1, ...thumbnail], index * 257);
  });
  return { status: 200, type: 'application/octet-stream', body };
}

function json(value: unknown): Reply {
  return { status: 200, type: 'application/json', body: JSON.stringify(value) };
}

function text(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body };
}
