import { GATE_NAMES, type GateResult } from '../verdicts/gate.ts';
import type { Claim } from './read-claim.ts';
import type { CheckedGate } from './verification.ts';

/** The gates side by side, and the first that is not as the marker says; the cheapest gate first. */
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
  const differences = gates.flatMap((gate) => differenceOf(gate) ?? []);
  return { gates, difference: differences[0] ?? null };
}

/** A gate that the marker leaves out still has to hold: what is left out is not what was judged. */
function differenceOf({ gate, recorded, found, summary }: CheckedGate): string | undefined {
  const why = summary === '' ? '' : `: ${summary}`;
  if (found === 'failed') return `the gate ${gate} ${recorded ?? 'was not recorded'}, and fails now${why}`;
  if (recorded === 'passed' && found !== 'passed')
    return `the gate ${gate} passed, and cannot be judged here${why}`;
  return undefined;
}
