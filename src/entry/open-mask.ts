import { secretMasker } from '../core/policy/mask-secrets.ts';

/** Hides secrets in what the process writes, and learns of more of them on the way. */
export interface Mask {
  readonly mask: (text: string) => string;
  /** Values that `mask` hides from now on. */
  readonly hide: (secrets: readonly string[]) => void;
}

/** A mask for these values and for everything that has the form of a secret. */
export function openMask(secrets: readonly string[]): Mask {
  const known = new Set(secrets);
  let mask = secretMasker(secrets);
  return {
    mask: (text) => mask(text),
    hide: (more) => {
      if (more.every((secret) => known.has(secret))) return;
      for (const secret of more) known.add(secret);
      mask = secretMasker([...known]);
    },
  };
}
