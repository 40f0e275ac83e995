import { type DecodedBrick, decodeBrick } from './decode-brick.ts';

export interface DecodeRequest {
  readonly id: number;
  readonly file: ArrayBuffer;
}

export interface DecodeReply {
  readonly id: number;
  readonly decoded: DecodedBrick | { readonly error: string };
}

addEventListener('message', ({ data: { id, file } }: MessageEvent<DecodeRequest>) => {
  const decoded = decodeBrick(new Uint8Array(file));
  const moved = 'error' in decoded ? [] : [...decoded.levels, decoded.blockEntropy];
  postMessage({ id, decoded } satisfies DecodeReply, { transfer: moved.map(({ buffer }) => buffer) });
});
