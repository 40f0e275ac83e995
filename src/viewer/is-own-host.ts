import type { IncomingMessage } from 'node:http';

/** Whether a request was meant for this server and comes from one of its own pages, or from no page at all. Names of hosts have no case. */
export function isOwnHost(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = request.headers;
  return (
    hosts.includes(host?.toLowerCase() ?? '') &&
    (origin === undefined || hosts.some((own) => origin === `http://${own}`))
  );
}
