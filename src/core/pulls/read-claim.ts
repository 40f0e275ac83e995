import { GATE_NAMES, type GateName, type GateResult } from '../verdicts/gate.ts';
import { parseMarker } from './marker.ts';

/** What the marker of a pull request says was proven, every field of a form that can be used. */
export interface Claim {
  readonly change: string;
  readonly task: string;
  /** git ids, full and in lower case. */
  readonly tree: string;
  readonly head: string;
  readonly base: string;
  readonly rustc: string;
  readonly cargo: string;
  readonly gates: ReadonlyMap<GateName, GateResult['result']>;
}

/** The claim, or one sentence that says why there is none to check. */
export type ReadClaim =
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'none'; readonly why: string };

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const NAMES: ReadonlySet<string> = new Set(GATE_NAMES);
const RESULTS: ReadonlySet<string> = new Set(['passed', 'failed', 'skipped']);

/**
 * Reads the claim out of a pull request's body. Anyone who can edit the body wrote it: only ids that are ids and gates
 * that exist are taken over, and a claim that proves nothing is none. Never throws.
 */
export function readClaim(body: string): ReadClaim {
  const marker = parseMarker(body);
  if (!marker) return none('the pull request carries no marker of a proof');
  const { change, task, tree, head, base, rustc, cargo } = marker;
  for (const [name, id] of Object.entries({ tree, head, base }))
    if (!ID.test(id)) return none(`the ${name} in its marker is no git id`);
  const gates = new Map<GateName, GateResult['result']>();
  for (const [gate, result] of Object.entries(marker.gates)) {
    if (!isGate(gate) || !isResult(result))
      return none('its marker names a gate or a result that does not exist');
    gates.set(gate, result);
  }
  const failed = GATE_NAMES.find((gate) => gates.get(gate) === 'failed');
  if (failed) return none(`its marker says itself that the gate ${failed} failed`);
  if (!marker.valid) return none('its marker says itself that nothing was proven');
  if (![...gates.values()].includes('passed')) return none('its marker names no gate that passed');
  return { kind: 'claim', claim: { change, task, tree, head, base, rustc, cargo, gates } };
}

function none(why: string): ReadClaim {
  return { kind: 'none', why };
}

function isGate(name: string): name is GateName {
  return NAMES.has(name);
}

function isResult(text: string): text is GateResult['result'] {
  return RESULTS.has(text);
}
