import { Fault } from '../../core/fault.ts';

/** Where one model server is reached. Neither carries credentials, a query or a trailing slash. */
export interface LmAddress {
  /** Base of the OpenAI-compatible routes: `http://localhost:1234/v1`. */
  readonly apiBase: string;
  /** Base of LM Studio's own routes: `http://localhost:1234`. */
  readonly root: string;
}

const ENDPOINT = /\/(chat\/completions|completions|models|embeddings|responses)$/;
const VERSION = /\/v\d+[a-z]*(\/|$)/;

/**
 * Reads a model server's address as people write it: without scheme, without `/v1`, with a trailing slash,
 * or copied with the whole path of an endpoint. A path prefix (`/lm/v1` behind a proxy) is kept.
 *
 * @throws Fault `bad-settings` for anything that is not http(s), and for a user name or password in the
 * address: it would end up in logs, and model servers take a key instead. The text of it is not repeated.
 */
export function normaliseLmUrl(text: string, input = 'lm-studio-url'): LmAddress {
  const written = text.trim();
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (!URL.canParse(address)) throw new Fault('bad-settings', `${input} is not an address`);
  const url = new URL(address);
  if (url.username !== '' || url.password !== '')
    throw new Fault(
      'bad-settings',
      `${input} carries a user name or password, which belongs in ${input.replace(/url$/, 'api-key')}`,
    );
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Fault('bad-settings', `${input} must be an http or https address, not ${url.protocol}`);
  const path = url.pathname.replaceAll(/\/+/g, '/').replace(/\/$/, '').replace(ENDPOINT, '');
  const apiPath = VERSION.test(path) ? path : `${path}/v1`;
  return {
    apiBase: `${url.origin}${apiPath}`,
    root: `${url.origin}${apiPath.replace(/(\/api)?\/v\d+[a-z]*$/, '')}`,
  };
}
