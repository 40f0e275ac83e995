/**
 * Where a repair comes from: rustc's or clippy's own words, a `mod` for a file that nothing declared, a path that led
 * nowhere, a name of another module, a slip in a name, a warning that the candidate brought.
 */
export type RepairKind = 'suggestion' | 'module' | 'path' | 'import' | 'name' | 'warning';

/** A change that was made without asking the model. */
export interface Repair {
  readonly kind: RepairKind;
  /** Of the error or warning it answers: `E0433`; empty for syntax errors, and for a file that was not compiled. */
  readonly code: string;
  readonly file: string;
  /** 1-based, in the file as it was before this repair. */
  readonly line: number;
  /** Why, and what was written: `consider importing this struct: use std::collections::HashMap;`. */
  readonly message: string;
}
