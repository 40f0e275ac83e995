import type { Marker, Proof } from './proof.ts';

/** The machine-readable part of a proof. `fingerprint`: see {@link Marker}. */
export function proofMarker(proof: Proof, fingerprint: string): Marker {
  return {
    version: 1,
    change: proof.task.change,
    task: proof.task.id,
    valid: proof.valid,
    tree: proof.tree,
    head: proof.head,
    base: proof.base,
    rustc: proof.toolchain.rustc,
    cargo: proof.toolchain.cargo,
    gates: Object.fromEntries(proof.gates.map(({ gate, result }) => [gate, result])),
    ...(proof.model.endpointKind === 'none' ? {} : { model: proof.model.key }),
    fingerprint,
  };
}
