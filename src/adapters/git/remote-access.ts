import { withoutCredentials } from './without-credentials.ts';

/** How to reach a remote: a URL that may be shown, and settings that carry the credential through the environment. */
export interface RemoteAccess {
  readonly url: string;
  readonly config: readonly (readonly [string, string])[];
  /** The text without any form of the credential. */
  scrub(text: string): string;
}

/**
 * Basic authentication as GitHub wants it for git over HTTP: user `x-access-token`, password the token
 * (docs.github.com, "Authenticating as a GitHub App installation"). A user name and password inside the URL are taken
 * out of it and sent the same way. Headers that the configuration already holds for this remote are dropped first:
 * actions/checkout persists one, and GitHub answers 400 to two Authorization headers.
 */
export function createRemoteAccess(url: string, token?: string): RemoteAccess {
  const parsed = URL.parse(url);
  const clean = withoutCredentials(url);
  const isHttp = parsed?.protocol === 'http:' || parsed?.protocol === 'https:';
  const user = decodeURIComponent(parsed?.username ?? '');
  const password = decodeURIComponent(parsed?.password ?? '');
  const pair =
    token !== undefined && token !== ''
      ? `x-access-token:${token}`
      : password !== '' || user !== ''
        ? `${user}:${password}`
        : undefined;
  if (!isHttp || pair === undefined) return { url: clean, config: [], scrub: (text) => scrub(text, []) };
  const encoded = Buffer.from(pair).toString('base64');
  const key = `http.${clean}.extraheader`;
  return {
    url: clean,
    config: [
      ['credential.helper', ''],
      [key, ''],
      [key, `AUTHORIZATION: basic ${encoded}`],
    ],
    scrub: (text) => scrub(text, [token ?? '', password, encoded, parsed?.password ?? '']),
  };
}

function scrub(text: string, secrets: readonly string[]): string {
  let clean = text.replace(/(\w+:\/\/)[^/\s@]+@/g, '$1');
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '***');
  return clean;
}
