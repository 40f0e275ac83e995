import { z } from 'zod';
import { cutEnd } from './cut-text.ts';
import type { Marker } from './proof.ts';

const OPEN = '<!-- openspec-complete:state ';
const CLOSE = ' -->';
/** Keeps a printed marker below 32,000 characters, whatever it is told. */
const LONGEST_FIELD = 300;

const markerShape = z.object({
  version: z.literal(1),
  change: z.string(),
  task: z.string(),
  valid: z.boolean(),
  tree: z.string(),
  head: z.string(),
  base: z.string(),
  rustc: z.string(),
  cargo: z.string(),
  gates: z.record(z.string(), z.string()),
  model: z.string().exactOptional(),
  fingerprint: z.string(),
});

/**
 * The hidden state of a pull request as an HTML comment on one line: base64url of JSON, so that nothing in it can end
 * the comment or be read by GitHub. Fields longer than 300 characters are cut.
 */
export function printMarker(marker: Marker): string {
  const bounded = JSON.stringify(marker, (_key, value: unknown) =>
    typeof value === 'string' ? cutEnd(value.toWellFormed(), LONGEST_FIELD) : value,
  );
  return `${OPEN}${Buffer.from(bounded).toString('base64url')}${CLOSE}`;
}

/**
 * The state in a pull request body, undefined when there is none that this version understands. The last marker
 * counts: ours is the last line of the body, after everything that others wrote.
 */
export function parseMarker(body: string): Marker | undefined {
  const start = body.lastIndexOf(OPEN);
  if (start === -1) return undefined;
  const end = body.indexOf(CLOSE, start);
  const code = body.slice(start + OPEN.length, end === -1 ? undefined : end);
  if (end === -1 || !/^[\w-]+$/.test(code)) return undefined;
  try {
    return markerShape.safeParse(JSON.parse(Buffer.from(code, 'base64url').toString())).data;
  } catch {
    return undefined; // Not JSON: a person edited it, or it never was ours.
  }
}
