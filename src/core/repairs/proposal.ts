import type { Suggestion } from '../diagnostics/diagnostic.ts';
import type { RepairKind } from './repair.ts';

/** New text for a range of bytes of a file. */
export type Replacement = Suggestion['replacements'][number];

/** A change that may mend a candidate: all of its replacements, or none. */
export interface Proposal {
  readonly kind: RepairKind;
  /** Of the error or warning it answers: `E0433`; empty for syntax errors and where none was reported. */
  readonly code: string;
  /** Where the trouble is, 1-based. */
  readonly file: string;
  readonly line: number;
  /** What is done and why, without the text that is written. */
  readonly message: string;
  readonly replacements: readonly Replacement[];
  /** Shared by proposals that answer the same message in different ways: at most one of them is what was meant. */
  readonly choice?: string;
}

/** What may be tried, surest first: the sure ones also together. */
export interface Proposals {
  readonly sure: readonly Proposal[];
  readonly maybe: readonly Proposal[];
}
