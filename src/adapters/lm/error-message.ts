const MOST_CHARACTERS = 300;

/** Text of an error body: LM Studio sends `{error: string}` and `{error: {message}}` for the same route. */
export function errorMessage(body: unknown): string | undefined {
  if (typeof body === 'string') return body.trim() === '' ? undefined : body.trim();
  if (typeof body !== 'object' || body === null) return undefined;
  const { error, message } = body as { error?: unknown; message?: unknown };
  return errorMessage(error) ?? errorMessage(message);
}

/** A server's words inside a sentence of ours: one line, no key, no end of sentence, not too long. */
export function quoteServer(message: string, apiKey: string | undefined): string {
  const hidden = apiKey ? message.replaceAll(apiKey, '***') : message;
  const line = hidden
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
}
