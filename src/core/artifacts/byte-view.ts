const LONGEST_TEXT = 1_024;

/** Bytes of a file whose every offset may be a lie: what is not there reads as 0 or as an empty text. */
export class ByteView {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get size(): number {
    return this.bytes.length;
  }

  /** Whether `size` bytes stand at `offset`. */
  has(offset: number, size: number): boolean {
    return offset >= 0 && size >= 0 && offset + size <= this.size;
  }

  u8(at: number): number {
    return this.has(at, 1) ? this.#view.getUint8(at) : 0;
  }

  u16(at: number): number {
    return this.has(at, 2) ? this.#view.getUint16(at, this.littleEndian) : 0;
  }

  u32(at: number): number {
    return this.has(at, 4) ? this.#view.getUint32(at, this.littleEndian) : 0;
  }

  u64(at: number): bigint {
    return this.has(at, 8) ? this.#view.getBigUint64(at, this.littleEndian) : 0n;
  }

  /** The bytes from `at` to the next zero byte, or to `end`, as UTF-8: at most a KiB of them. */
  text(at: number, end = this.size): string {
    if (!this.has(at, 1) || end <= at) return '';
    const stop = Math.min(end, this.size, at + LONGEST_TEXT);
    const zero = this.bytes.subarray(at, stop).indexOf(0);
    return decode(this.bytes.subarray(at, zero < 0 ? stop : at + zero));
  }
}

function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
