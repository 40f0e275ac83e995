import { type DecodedBrick, decodeBrick } from './decode-brick.ts';

export type DecodeReply = DecodedBrick | { readonly brick: string; readonly error: string };

interface DecodeRequest {
  readonly brick: string;
  readonly file: ArrayBuffer;
}

addEventListener('message', ({ data }: MessageEvent<DecodeRequest>) => {
  const decoded = decodeBrick(new Uint8Array(data.file));
  const reply: DecodeReply = { brick: data.brick, ...decoded };
  const moved = 'error' in decoded ? [] : [decoded.bytes.buffer, decoded.blockEntropy.buffer];
  postMessage(reply, { transfer: moved as ArrayBuffer[] });
});
