import { parseRemoteAddress } from '../adapters/git/remote-address.ts';

/**
 * Where branches are pushed: `origin` when it is the repository itself (as a user wrote it) or a local mirror, else the
 * repository's address on the server: origin may be another repository, or an address for ssh. Carries no credential.
 */
export function remoteUrl(
  origin: string | undefined,
  github: { serverUrl: string; owner: string; repo: string },
): string {
  const server = `${github.serverUrl.replace(/\/+$/, '')}/${github.owner}/${github.repo}`;
  if (origin === undefined) return server;
  const isLocal = origin.startsWith('/') || origin.startsWith('file://');
  const address = /^https?:/.test(origin) ? parseRemoteAddress(origin) : undefined;
  const theirs = address && `${address.server}/${address.owner}/${address.repo}`;
  return isLocal || theirs?.toLowerCase() === server.toLowerCase() ? origin : server;
}
