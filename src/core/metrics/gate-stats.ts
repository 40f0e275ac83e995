import { GATE_NAMES } from '../verdicts/gate.ts';
import type { GatesHeld } from './outcome-row.ts';
import type { OutcomeFacts } from './read-outcome-row.ts';
import { shareOf } from './share-of.ts';

/** How often a gate held; tasks that it did not judge are left out. */
export interface GateStats {
  readonly gate: string;
  /** At the end of a task. */
  readonly passed: number;
  readonly failed: number;
  readonly pass_rate: number | null;
  /** In the first round: what the model writes before it is told anything. */
  readonly first_round_passed: number;
  readonly first_round_failed: number;
  readonly first_round_pass_rate: number | null;
}

/** The product's own gates, in their order; those that judged nothing are left out. */
export function gateStats(ends: readonly OutcomeFacts[]): readonly GateStats[] {
  const last = ends.map(({ gates }) => gates);
  const first = ends.flatMap(({ first_round_gates: gates }) => (gates ? [gates] : []));
  const count = (all: readonly GatesHeld[], gate: string, held: boolean) =>
    all.filter((gates) => gates[gate] === held).length;
  return GATE_NAMES.map((gate) => {
    const [passed, failed] = [count(last, gate, true), count(last, gate, false)];
    const [firstPassed, firstFailed] = [count(first, gate, true), count(first, gate, false)];
    return {
      gate,
      passed,
      failed,
      pass_rate: shareOf(passed, passed + failed),
      first_round_passed: firstPassed,
      first_round_failed: firstFailed,
      first_round_pass_rate: shareOf(firstPassed, firstPassed + firstFailed),
    };
  }).filter((gate) => gate.passed + gate.failed + gate.first_round_passed + gate.first_round_failed > 0);
}
