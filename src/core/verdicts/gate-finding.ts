import type { GateResult } from './gate.ts';

/** A gate's result before it is timed. */
export type GateFinding = Pick<GateResult, 'result' | 'summary' | 'feedback'>;
