/** The gates of PRODUCT section 5, cheapest first. */
export const GATE_NAMES = [
  'format',
  'shaders',
  'check',
  'compiled',
  'placeholders',
  'tests-kept',
  'signatures',
  'clippy',
  'tests',
  'scenario-tests',
  'validate',
] as const;
export type GateName = (typeof GATE_NAMES)[number];

/** What one gate found. `skipped` carries why it could not or need not run. */
export interface GateResult {
  readonly gate: GateName;
  readonly result: 'passed' | 'failed' | 'skipped';
  /** One line for the gate table: `0 errors, 2 warnings as before`. */
  readonly summary: string;
  /** What the model is told when it failed; empty otherwise. */
  readonly feedback: string;
  /** Milliseconds of wall time. */
  readonly milliseconds: number;
}
