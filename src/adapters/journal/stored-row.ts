import { randomUUID } from 'node:crypto';
import type { JournalRow } from '../../ports/journal.ts';

/** A row on its way to a store: JSON of `{id, tool, args, result, violations, created_at}`. */
export interface StoredRow {
  /** Made here, so that a row which is sent a second time is stored once. */
  readonly id: string;
  readonly json: string;
}

/** Longest row, in characters; one with whole prompts fits. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Of `2026-11-20T12:00:00.000Z`; years before 0 and after 9999 are longer. */
const TIME_LENGTH = 24;
/** The escapes that JSON.stringify writes for U+0000 and for halves of surrogate pairs, which jsonb does not hold. */
const UNSTORABLE = /(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** The row as text; undefined when it is too long or too far from now to be kept. Throws where there is no JSON for it. */
export function encodeRow(row: JournalRow): StoredRow | undefined {
  const id = randomUUID();
  const { tool, args, result, violations, createdAt } = row;
  const time = createdAt.toISOString();
  const json = JSON.stringify({ id, tool, args, result, violations, created_at: time });
  if (json.length > MOST_CHARACTERS || time.length !== TIME_LENGTH) return undefined;
  return { id, json: json.includes('\\u') ? json.replaceAll(UNSTORABLE, '$1\ufffd') : json };
}
