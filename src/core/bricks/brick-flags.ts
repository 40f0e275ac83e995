/** What a brick says of its artifact. Bits of the origin's `V2BrickFlags`. */
export interface BrickFlags {
  /** Has a sidecar. */
  readonly metadata: boolean;
  /** The texture holds a zlib stream (RFC 1950) of the artifact. */
  readonly compressed: boolean;
  readonly executable: boolean;
  /** The origin's words are "high entropy"; never set here, for that proves nothing. */
  readonly encrypted: boolean;
  /** The artifact is text in UTF-8: valid, not empty, without a zero byte. */
  readonly utf8: boolean;
}

const BITS: readonly (keyof BrickFlags)[] = ['metadata', 'compressed', 'executable', 'encrypted', 'utf8'];

export function packFlags(flags: Partial<BrickFlags>): number {
  return BITS.reduce((bits, name, at) => (flags[name] === true ? bits | (1 << at) : bits), 0);
}

/** Nothing when a bit is set that has no meaning. */
export function unpackFlags(bits: number): BrickFlags | undefined {
  if (bits >>> BITS.length !== 0) return undefined;
  const has = (name: keyof BrickFlags): boolean => ((bits >> BITS.indexOf(name)) & 1) === 1;
  return {
    metadata: has('metadata'),
    compressed: has('compressed'),
    executable: has('executable'),
    encrypted: has('encrypted'),
    utf8: has('utf8'),
  };
}
