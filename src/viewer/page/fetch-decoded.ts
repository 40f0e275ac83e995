import type { DecodedBrick } from './decode-brick.ts';
import type { DecodeReply, DecodeRequest } from './decode-worker.ts';

export type FetchDecoded = (name: string) => Promise<DecodedBrick | { readonly error: string }>;

/** Fetches bricks by name and decodes them in a worker. Rejects when the server does not answer. */
export function fetchingDecoded(): FetchDecoded {
  const worker = new Worker('/decode-worker.js', { type: 'module' });
  const waiting = new Map<number, (decoded: DecodeReply['decoded']) => void>();
  let asked = 0;
  worker.addEventListener('message', ({ data: { id, decoded } }: MessageEvent<DecodeReply>) => {
    waiting.get(id)?.(decoded);
    waiting.delete(id);
  });
  worker.addEventListener('error', () => {
    for (const answer of waiting.values()) answer({ error: 'the browser has no room to decode it' });
    waiting.clear();
  });
  return async (name) => {
    const reply = await fetch(`/bricks/${encodeURIComponent(name)}`);
    if (!reply.ok) return { error: `the server answers ${reply.status} when asked for its bytes` };
    const request: DecodeRequest = { id: asked++, file: await reply.arrayBuffer() };
    return await new Promise((resolve) => {
      waiting.set(request.id, resolve);
      worker.postMessage(request, [request.file]);
    });
  };
}
