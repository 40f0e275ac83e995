import { z } from 'zod';
import { cutEnd } from '../pulls/cut-text.ts';

const OPEN = '<!-- openspec-complete:foundry ';
const CLOSE = ' -->';
const LONGEST_FIELD = 300;

const markerShape = z.object({
  version: z.literal(1),
  task: z.string(),
  valid: z.boolean(),
  /** The commit that this was said of. */
  head: z.string(),
  /** Hash of the task and of what decides what becomes of it. */
  fingerprint: z.string(),
});

/** The hidden state of the pull request of a FoundryTask. */
export type FoundryMarker = z.infer<typeof markerShape>;

/**
 * The state as an HTML comment on one line, base64url of JSON, so that nothing in it can end the comment. Its name is
 * another than that of tasks of changes: those are refreshed with cargo, and these never.
 */
export function printFoundryMarker(marker: FoundryMarker): string {
  const bounded = JSON.stringify(marker, (_key, value: unknown) =>
    typeof value === 'string' ? cutEnd(value.toWellFormed(), LONGEST_FIELD) : value,
  );
  return `${OPEN}${Buffer.from(bounded).toString('base64url')}${CLOSE}`;
}

/** The last such state in a body; undefined when there is none that can be read. */
export function parseFoundryMarker(body: string): FoundryMarker | undefined {
  const start = body.lastIndexOf(OPEN);
  const end = body.indexOf(CLOSE, start);
  if (start === -1 || end === -1) return undefined;
  try {
    const code = Buffer.from(body.slice(start + OPEN.length, end), 'base64url').toString();
    return markerShape.safeParse(JSON.parse(code)).data;
  } catch {
    return undefined; // A person edited it, or it never was ours.
  }
}
