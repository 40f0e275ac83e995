import type { BrickHeader } from '../../core/bricks/brick-header.ts';
import type { FaultCode } from '../../core/fault.ts';
import type { BrickWish, WrittenBrick } from '../../ports/brick-workers.ts';

/** What a worker is asked; the bytes to fold stand in the memory that it shares with whoever asks. */
export type BrickJob =
  | { readonly is: 'fold'; readonly descriptor: number; readonly wish: BrickWish }
  | { readonly is: 'read'; readonly path: string };

/** What it answers. Bytes that were read stand in the shared memory. */
export type BrickAnswer =
  | { readonly is: 'folded'; readonly brick: WrittenBrick }
  | { readonly is: 'read'; readonly header: BrickHeader; readonly size: number }
  | { readonly is: 'fault'; readonly code: FaultCode; readonly at: string }
  | { readonly is: 'bug'; readonly error: unknown };
