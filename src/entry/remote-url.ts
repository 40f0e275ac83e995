import { parseRemoteAddress } from '../adapters/git/remote-address.ts';

/**
 * Where an Action pushes: `origin` when it is on the server (a checkout may have a base path or a port of its own) or
 * is a local mirror, else the repository's address on the server. Never carries a credential.
 */
export function remoteUrl(
  origin: string | undefined,
  github: { serverUrl: string; owner: string; repo: string },
): string {
  const server = `${github.serverUrl.replace(/\/+$/, '')}/${github.owner}/${github.repo}`;
  if (origin === undefined) return server;
  const isLocal = origin.startsWith('/') || origin.startsWith('file://');
  const address = /^https?:/.test(origin) ? parseRemoteAddress(origin) : undefined;
  return isLocal || address?.server === github.serverUrl.replace(/\/+$/, '') ? origin : server;
}
