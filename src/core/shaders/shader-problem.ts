/** What is wrong in a shader, at a place counted as rustc counts: from 1, columns in characters. */
export interface ShaderProblem {
  readonly line: number;
  readonly column: number;
  /** One sentence without a full stop, the names of the shader in quotes. */
  readonly message: string;
  /** A name that nothing declares; it may stand in another file that is joined with this one. */
  readonly unresolved?: string;
}
