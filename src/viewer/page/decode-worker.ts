import { decodeBrick } from './decode-brick.ts';

export interface DecodedBrick {
  readonly brick: string;
  readonly side: number;
  /** Bytes of the artifact in the brick. */
  readonly size: number;
  /** One byte a pixel, row by row. */
  readonly bytes: Uint8Array;
  /** Of the 16 x 16 blocks, row by row; 255 is 8 bits a byte. */
  readonly blockEntropy: Uint8Array;
}

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
