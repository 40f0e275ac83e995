import type { ArtifactPart } from '../bricks/sidecar.ts';
import type { FormatFacts } from './format-facts.ts';
import { knownFormat } from './known-format.ts';

const MOST_KINDS = 12;
/** Of a file, to know its format by. */
const START = 512;

/** A directory by the formats and endings of its files, a memory by the number of its ranges. */
export function partsFacts(
  format: 'directory' | 'memory',
  parts: readonly ArtifactPart[],
  bytes: Uint8Array,
): FormatFacts {
  const count = String(parts.length);
  if (format === 'memory') return { format, properties: [['ranges', count]] };
  const formats = parts.map(
    ({ offset, size }) => knownFormat(bytes.subarray(offset, offset + Math.min(size, START))).format,
  );
  const endings = parts.map(({ name }) => /[^/.](\.[A-Za-z0-9]{1,8})$/.exec(name)?.[1] ?? 'none');
  return {
    format,
    properties: [['files', count], ...counted('formats', formats), ...counted('endings', endings)],
  };
}

/** How often each occurs, the most frequent first. */
function counted(name: string, kinds: readonly string[]): FormatFacts['properties'] {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_KINDS);
  return most.length === 0 ? [] : [[name, most.map(([kind, count]) => `${kind} ${count}`).join(', ')]];
}
