/** A suggestion of rustc that was applied without asking the model. */
export interface Repair {
  /** Of the error it answers: `E0433`; empty for syntax errors. */
  readonly code: string;
  readonly file: string;
  /** 1-based, in the file as it was before this repair. */
  readonly line: number;
  /** rustc's words and what was written: `consider importing this struct: use std::collections::HashMap;`. */
  readonly message: string;
}
