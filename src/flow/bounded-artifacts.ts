import { Fault } from '../core/fault.ts';
import { secretForms } from '../core/policy/secret-forms.ts';
import type { Artifact, Artifacts } from '../ports/artifacts.ts';

export interface ReadingBounds {
  /** Bytes of one artifact. */
  readonly bytes: number;
  /** Values that must not be in it, nor in any of their usual encodings. */
  readonly secrets: readonly string[];
}

/**
 * Artifacts that are read no further than a bound, and not at all once a secret turns up in them: a brick shows every
 * byte to everybody who can see it. Reading throws `pull-too-large` and `source-refused` then.
 */
export function boundedArtifacts(artifacts: Artifacts, bounds: ReadingBounds): Artifacts {
  const needles = (secretForms(bounds.secrets)?.forms ?? []).map((form) => Buffer.from(form));
  return { open: async (path) => bounded(await artifacts.open(path), path, { ...bounds, needles }) };
}

function bounded(
  artifact: Artifact,
  path: string,
  { bytes, needles }: ReadingBounds & { readonly needles: readonly Buffer[] },
): Artifact {
  const longest = Math.max(0, ...needles.map(({ length }) => length));
  let total = 0;
  let tail = Buffer.alloc(0);
  return {
    ...artifact,
    read: async (into) => {
      const filled = await artifact.read(into);
      total += filled;
      if (total > bytes) throw new Fault('pull-too-large', path);
      // What was read before may hold the first part of one.
      const seen = Buffer.concat([tail, into.subarray(0, filled)]);
      if (needles.some((needle) => seen.includes(needle)))
        throw new Fault('source-refused', `${path}, which holds a secret of this run,`);
      tail = Buffer.from(seen.subarray(Math.max(0, seen.length - longest)));
      return filled;
    },
  };
}
