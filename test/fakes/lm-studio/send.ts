import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

/** Sends JSON the way LM Studio does: pretty-printed, with Express's headers. */
export function sendJson(response: ServerResponse, status: number, body: unknown, indent = 2): void {
  const text = JSON.stringify(body, null, indent);
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    'X-Powered-By': 'Express',
    'Access-Control-Allow-Origin': '*',
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    ETag: `W/"${createHash('sha1').update(bytes).digest('base64url')}"`,
    Connection: 'keep-alive',
    'Keep-Alive': 'timeout=5',
  });
  response.end(bytes);
}

/** Headers of an event stream (recorded). */
export function startStream(response: ServerResponse): void {
  response.writeHead(200, {
    'X-Powered-By': 'Express',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': '*',
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
  });
  response.flushHeaders();
}
