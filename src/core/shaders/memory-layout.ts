/** How a value lies in memory. */
export interface MemoryLayout {
  readonly align: number;
  /** Bytes; undefined for an array without a length. */
  readonly size: number | undefined;
}
