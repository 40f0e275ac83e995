import type { Repair } from '../repairs/repair.ts';
import type { GateResult } from './gate.ts';

/** One round with the model: what was asked, what came back, what the gates said. */
export interface Attempt {
  /** 1-based, within its candidate or purpose. */
  readonly round: number;
  /** 1-based number of the candidate, where there are several. */
  readonly candidate?: number;
  /** `tests`: the model was asked for tests, not for code. */
  readonly purpose?: 'tests';
  /** Key of the model asked, where it was not the first of the task; of a FoundryTask always. */
  readonly model?: string;
  /** The remote fallback answered, because no LM Studio endpoint was usable. */
  readonly backend?: 'remote';
  /** `edits`, or why the answer could not be used. */
  readonly reply: string;
  readonly filesChanged: readonly string[];
  readonly gates: readonly GateResult[];
  /** New errors by code, most frequent first: `[['E0308', 2]]`; '' stands for syntax errors. */
  readonly errorsByCode: readonly (readonly [string, number])[];
  /** What was changed in the answer without the model, all of it; absent when nothing. */
  readonly repairs?: readonly Repair[];
  /** What the conversation that begins here shows in part or not at all, one phrase each; absent when nothing. */
  readonly leftOut?: readonly string[];
  readonly promptTokens?: number;
  readonly completionTokens?: number;
  readonly firstTokenMilliseconds?: number;
  readonly modelMilliseconds: number;
  readonly tokensPerSecond?: number;
}

/** The judgement on one candidate tree. */
export interface Verdict {
  readonly valid: boolean;
  readonly gates: readonly GateResult[];
  readonly errorsByCode: readonly (readonly [string, number])[];
  readonly newWarnings: number;
  /** What cargo said, for the pull request. */
  readonly compileLog: string;
  readonly testLog: string;
  /** What the model is told; empty when valid. */
  readonly feedback: string;
  readonly testsPassed: number;
  readonly testsFailed: number;
}
