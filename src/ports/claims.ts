import type { ClaimHolder } from '../core/claims/claim-record.ts';

/** Names what is claimed: a task of a change. */
export interface ClaimKey {
  readonly change: string;
  readonly id: string;
}

/** A claim as it is stored. */
export interface StoredClaim {
  /** Changes with every write; needed to replace or remove exactly this one. */
  readonly version: string;
  /** What its holder wrote; '' when it cannot be read. */
  readonly text: string;
}

/**
 * Where claims are kept: each write happens whole, or not at all because somebody else was faster. A claim is no
 * branch and starts no workflow. All but `remove` throw `github-*` and git faults; `github-refused` names the permission.
 */
export interface Claims {
  /** All claims there are; those whose task cannot be read back from the name are left out. */
  list(): Promise<readonly (StoredClaim & { readonly key: ClaimKey })[]>;
  find(key: ClaimKey): Promise<StoredClaim | undefined>;
  /** Replaces the claim of version `expected` (undefined: there must be none). Gives the new version, undefined when there was another. */
  put(key: ClaimKey, text: string, expected: string | undefined): Promise<string | undefined>;
  /** Removes the claim if it is still of this version; also while the run is being stopped. Gives whether it is gone. */
  remove(key: ClaimKey, version: string): Promise<boolean>;
}

/** The runs that claims are held by. */
export interface Runs {
  /** This run. */
  readonly self: ClaimHolder;
  /** Whether the holder is known to have ended; false while nobody can tell. Never throws. */
  hasEnded(holder: ClaimHolder): Promise<boolean>;
}
