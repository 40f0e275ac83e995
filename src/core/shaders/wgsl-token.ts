/** A piece of a WGSL text; its text is a name, a number or a sign. */
export interface WgslToken {
  readonly kind: 'name' | 'number' | 'sign' | 'end';
  readonly text: string;
  /** Character offset. */
  readonly at: number;
  /** Of a `<` that opens a template list: the index of the token that closes it. */
  closes?: number;
  /** Of a `>` that closes a template list. */
  isClosing?: boolean;
}
