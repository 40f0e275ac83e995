/** Ends the reading of a shader at its first mistake of form; caught by `readShader`. */
export class WgslError extends Error {
  /** Character offset in the text. */
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
