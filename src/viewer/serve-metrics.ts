import { createServer, type IncomingMessage } from 'node:http';
import { isOwnHost } from './is-own-host.ts';
import { type LoopbackPlace, listenOnLoopback } from './listen-on-loopback.ts';

/** What monitoring is told of a daemon. */
export interface MetricsSources {
  /** OpenMetrics text. */
  readonly metrics: () => Promise<string>;
  /** Printed as JSON; not `ok` is a 503. */
  readonly health: () => { readonly ok: boolean };
}

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** github.com/prometheus/OpenMetrics, "Protocol Negotiation". */
const OPEN_METRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

/**
 * Serves `/metrics` and `/health` on the loopback interface, read-only and to no web page (see `serveViewer`). A failure
 * of a source is a 500 without its text.
 *
 * @param port 0 for any free one
 * @throws the error of `listen` (`EADDRINUSE`, `EACCES`)
 */
export function serveMetrics(sources: MetricsSources, port: number): Promise<LoopbackPlace> {
  const server = createServer(async (request, response) => {
    const { status, type, body } = await answer(sources, request).catch(() =>
      text(500, 'This could not be read.'),
    );
    response.writeHead(status, {
      'Content-Type': type,
      'Content-Length': Buffer.byteLength(body),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  return listenOnLoopback(server, port);
}

async function answer({ metrics, health }: MetricsSources, request: IncomingMessage): Promise<Reply> {
  if (!isOwnHost(request)) return text(403, 'This address is not served here.');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return text(405, 'Only reading is possible here.');
  const { pathname } = new URL(request.url ?? '/', 'http://daemon');
  if (pathname === '/metrics') return { status: 200, type: OPEN_METRICS, body: await metrics() };
  if (pathname !== '/health') return text(404, 'There are /metrics and /health here.');
  const found = health();
  const body = `${JSON.stringify(found)}\n`;
  return { status: found.ok ? 200 : 503, type: 'application/json', body };
}

function text(status: number, body: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: `${body}\n` };
}
