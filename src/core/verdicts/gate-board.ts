import { GATE_NAMES, type GateName, type GateResult } from './gate.ts';
import type { GateFinding } from './gate-finding.ts';

/** Collects what the gates find about one candidate, in whatever order they are judged. */
export class GateBoard {
  readonly #results = new Map<GateName, GateResult>();

  /** `milliseconds` of wall time the gate took. */
  add(gate: GateName, finding: GateFinding, milliseconds = 0): void {
    const { result, summary, feedback } = finding;
    this.#results.set(gate, { gate, result, summary, feedback, milliseconds: Math.round(milliseconds) });
  }

  /** Marks gates as skipped, with the reason. */
  skip(gates: readonly GateName[], why: string): void {
    for (const gate of gates) this.add(gate, { result: 'skipped', summary: why, feedback: '' });
  }

  /** Whether one of the gates failed; without names, any. */
  failed(...gates: readonly GateName[]): boolean {
    const looked = gates.length > 0 ? gates : GATE_NAMES;
    return looked.some((gate) => this.#results.get(gate)?.result === 'failed');
  }

  /** Results in the order of GATE_NAMES. */
  results(): readonly GateResult[] {
    return GATE_NAMES.flatMap((gate) => this.#results.get(gate) ?? []);
  }

  /** What the model is told: every failed gate under its name; empty when none failed. */
  feedback(): string {
    return this.results()
      .filter((gate) => gate.feedback !== '')
      .map((gate) => `## ${gate.gate}\n${gate.feedback}`)
      .join('\n\n');
  }
}
