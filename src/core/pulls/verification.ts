import type { GateName, GateResult } from '../verdicts/gate.ts';

/** Whether a pull request's proof still holds. Plain JSON: `openspec-complete verify --json` prints it. */
export interface Verification {
  readonly version: 1;
  readonly holds: boolean;
  /** The first thing that is not as the marker says, one sentence; null when everything is. */
  readonly difference: string | null;
  readonly branch: string;
  /** Ids of the marker; null where there is no usable one. */
  readonly proven: { readonly head: string; readonly tree: string; readonly base: string } | null;
  /** Null when nothing was run. */
  readonly toolchain: {
    readonly recorded: Tools;
    readonly found: Tools;
    readonly same: boolean;
  } | null;
  readonly gates: readonly CheckedGate[];
  /** Of a FoundryTask, which no gate judges: the artifacts whose bricks hold. */
  readonly bricks?: readonly VerifiedBrick[];
  /** What the gates printed now; empty when nothing was run. */
  readonly compileLog: string;
  readonly testLog: string;
}

/** An artifact as the result of a FoundryTask names it, and the bricks that hold it. */
export interface VerifiedBrick {
  readonly path: string;
  readonly sha256: string;
  readonly bricks: readonly string[];
}

export interface Tools {
  readonly rustc: string;
  readonly cargo: string;
}

/** One gate as the marker has it and as it is now; null where it was not judged. */
export interface CheckedGate {
  readonly gate: GateName;
  readonly recorded: GateResult['result'] | null;
  readonly found: GateResult['result'] | null;
  readonly summary: string;
}
