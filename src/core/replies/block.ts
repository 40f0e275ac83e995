/** A stretch of an answer that may hold code. Line numbers are 0-based positions in the answer. */
export interface Block {
  /** Everything after the opening fence characters, trimmed; '' for a block without a fence. */
  readonly info: string;
  readonly lines: readonly string[];
  readonly start: number;
  /** Position after the last line that belongs to the block, closing fence included. */
  readonly end: number;
  /** False when the answer ended inside it. */
  readonly closed: boolean;
  /** A further named block began before this one was closed: its content cannot be trusted. */
  readonly swallowed: boolean;
}
