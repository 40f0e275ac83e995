import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { loopbackLookup } from './loopback-lookup.ts';

export interface HttpFetchOptions {
  /** Sent as `Authorization: Bearer`; without it no such header is sent at all. */
  readonly apiKey?: string | undefined;
  /** Called for the headers and for every piece of the body. */
  readonly onBytes?: () => void;
}

const NO_BODY = new Set([204, 205, 304]);

function sendRequest(url: URL, init: RequestInit, apiKey: string | undefined): ClientRequest {
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const body = typeof init.body === 'string' ? init.body : undefined;
  return send(url, {
    method: init.method ?? 'GET',
    // A new connection each time: LM Studio closes idle ones after 5 s, at times under a request being sent.
    agent: false,
    lookup: loopbackLookup,
    signal: init.signal ?? undefined,
    headers: {
      accept: 'application/json, text/event-stream',
      'user-agent': 'openspec-complete',
      ...(body !== undefined && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      }),
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
  });
}

function toResponse(message: IncomingMessage, onBytes: () => void): Response {
  const status = message.statusCode ?? 0;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  message.on('data', onBytes);
  message.pause();
  const body = NO_BODY.has(status) ? null : (Readable.toWeb(message) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}

/**
 * A `fetch` over node:http for the model server. Node's own fetch gives up after 300 s without headers and
 * after 300 s between two pieces of a body, whatever timeout the SDK is given; node:http has no such limits
 * (measured: facts/lmstudio.md section 10), so silence is bounded by the caller alone. Takes text bodies only,
 * follows no redirects, uses no proxy, and sends none of the headers the SDK collects from the environment.
 */
export function httpFetch(options: HttpFetchOptions): typeof fetch {
  const onBytes = options.onBytes ?? (() => {});
  return (input, init = {}) =>
    new Promise((resolve, reject) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const request = sendRequest(url, init, options.apiKey);
      request.on('error', reject);
      request.on('socket', (socket) => socket.setKeepAlive(true, 30_000));
      request.on('response', (message) => {
        onBytes();
        resolve(toResponse(message, onBytes));
      });
      request.end(typeof init.body === 'string' ? init.body : undefined);
    });
}
