import type { IncomingMessage } from 'node:http';

const MOST_BYTES = 262_144;

/** The body as a list of at most `most` names; undefined for anything else. */
export async function readNames(
  request: IncomingMessage,
  most: number,
): Promise<readonly string[] | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  try {
    const names: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const isList = Array.isArray(names) && names.length <= most;
    return isList && names.every((name) => typeof name === 'string') ? names : undefined;
  } catch {
    return undefined;
  }
}
