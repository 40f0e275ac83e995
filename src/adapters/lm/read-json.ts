export interface JsonRequest {
  readonly apiKey?: string | undefined;
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
  /** Sent as JSON with POST; without it the request is a GET. */
  readonly body?: unknown;
}

/** An HTTP answer: `body` is undefined when it is not JSON (a web page, an empty answer). */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One small request to a model server. Throws what the connection threw, or the signal's reason. */
export async function readJson(address: string, request: JsonRequest): Promise<JsonAnswer> {
  const limit = AbortSignal.timeout(request.timeoutMilliseconds);
  const signal = request.signal ? AbortSignal.any([request.signal, limit]) : limit;
  // Importing node:http makes Node load undici as well (15 ms): commands that ask no server do not pay for that.
  const { httpFetch } = await import('./http-fetch.ts');
  const fetchJson = httpFetch({ apiKey: request.apiKey });
  const post = { method: 'POST', body: JSON.stringify(request.body) };
  try {
    const response = await fetchJson(address, { signal, ...(request.body !== undefined && post) });
    const text = await response.text();
    return { status: response.status, body: parse(text) };
  } catch (error) {
    request.signal?.throwIfAborted();
    throw limit.aborted ? limit.reason : error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
