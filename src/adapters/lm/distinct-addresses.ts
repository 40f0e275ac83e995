import { type LmAddress, normaliseLmUrl } from './normalise-lm-url.ts';

/** The servers of a pool in their order. An address that is written twice, or in two ways, is one server. */
export function distinctAddresses(urls: readonly string[]): readonly LmAddress[] {
  const addresses = urls.map((url) => normaliseLmUrl(url));
  return [...new Map(addresses.map((address) => [address.apiBase, address])).values()];
}
