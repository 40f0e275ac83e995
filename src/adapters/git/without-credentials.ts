/** The URL without user name and password; anything that is not a URL with a host comes back as it is. */
export function withoutCredentials(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed?.host || (parsed.username === '' && parsed.password === '')) return url;
  // The user name of an ssh address is part of where it is, not a secret.
  if (parsed.protocol !== 'ssh:') parsed.username = '';
  parsed.password = '';
  return parsed.href;
}
