/** Not secrets: what stands for a user where the password is the token. */
const USERS = new Set(['git', 'x-access-token', 'oauth2', 'x-token-auth']);

/** The secrets in a remote's URL or in an HTTP header, as they are written and as they are meant. */
export function credentialsIn(setting: string): readonly string[] {
  const header = /^\s*[\w-]+\s*:\s*(?:(?:basic|bearer|token)\s+)?(\S+)\s*$/i.exec(setting)?.[1];
  const url = URL.parse(setting);
  if (url?.host) {
    const user = url.protocol === 'ssh:' || USERS.has(url.username) ? '' : url.username;
    // A user beside a password is only a name.
    return written(url.password === '' ? user : url.password);
  }
  if (header === undefined) return [];
  const pair = Buffer.from(header, 'base64').toString();
  const password = /^[^:\s]+:(\S+)$/.exec(pair)?.[1];
  return password === undefined ? [header] : [header, password];
}

function written(part: string): readonly string[] {
  if (part === '') return [];
  try {
    return [part, decodeURIComponent(part)];
  } catch {
    return [part];
  }
}
