import { createHash } from 'node:crypto';
import type { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { Cache } from '../../ports/cache.ts';

const Kept = z.object({ etag: z.string(), link: z.string().optional(), data: z.unknown() });

/** A list of 100 pull requests with long descriptions is near 6 MB. */
const LARGEST = 8_000_000;

/**
 * Makes reading requests conditional: an answer is kept with its ETag, and asked for again only if it has changed. An
 * answer 304 does not count against the rate limit
 * (https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests).
 * Kept answers are found only with the same address and token, since another token may see something else.
 */
export function rememberAnswers(octokit: Octokit, cache: Cache, token: string): void {
  octokit.hook.wrap('request', async (request, options) => {
    if (options.method !== 'GET') return request(options);
    const { url } = octokit.request.endpoint(options);
    const key = `github\n${createHash('sha256').update(`${token}\n${url}`).digest('hex')}`;
    const kept = Kept.safeParse(await cache.get(key)).data;
    // Hooks further in get the very same object.
    if (kept) options.headers['if-none-match'] = kept.etag;
    try {
      const response = await request(options);
      const { etag, link } = response.headers;
      if (etag !== undefined && Number(response.headers['content-length'] ?? 0) <= LARGEST)
        await cache.put(key, { etag, ...(link === undefined ? {} : { link }), data: response.data });
      return response;
    } catch (error) {
      if (!kept || !isUnchanged(error)) throw error;
      const headers = { etag: kept.etag, ...(kept.link === undefined ? {} : { link: kept.link }) };
      return { status: 200, url, headers, data: kept.data };
    }
  });
}

function isUnchanged(error: unknown): boolean {
  return error instanceof Error && 'status' in error && error.status === 304;
}
