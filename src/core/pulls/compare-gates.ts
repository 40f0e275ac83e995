import { GATE_NAMES, type GateResult } from '../verdicts/gate.ts';
import type { Claim } from './read-claim.ts';
import type { CheckedGate } from './verification.ts';

/** The gates side by side, and what is not as the marker says: the first that fails, else the first that is not judged. */
export function compareGates(
  recorded: Claim['gates'],
  found: readonly GateResult[],
): { readonly gates: readonly CheckedGate[]; readonly difference: string | null } {
  const gates = GATE_NAMES.flatMap((gate): readonly CheckedGate[] => {
    const now = found.find((one) => one.gate === gate);
    const then = recorded.get(gate);
    if (!now && !then) return [];
    return [{ gate, recorded: then ?? null, found: now?.result ?? null, summary: now?.summary ?? '' }];
  });
  const failing = gates.find(({ found }) => found === 'failed');
  const unproven = gates.find((gate) => gate.recorded === 'passed' && gate.found !== 'passed');
  return { gates, difference: failing ? nowFails(failing) : unproven ? notJudged(unproven) : null };
}

/** A gate that the marker leaves out has to hold as well: what is left out is not what was judged. */
function nowFails({ gate, recorded, summary }: CheckedGate): string {
  return `the gate ${gate} ${recorded ?? 'was not recorded'}, and fails now${because(summary)}`;
}

function notJudged({ gate, summary }: CheckedGate): string {
  return `the gate ${gate} passed, and cannot be judged here${because(summary)}`;
}

function because(summary: string): string {
  return summary === '' ? '' : `: ${summary}`;
}
