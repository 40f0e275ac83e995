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

/** The row as text; undefined when it is too long to be kept. */
export function encodeRow(row: JournalRow): StoredRow | undefined {
  const id = randomUUID();
  const { tool, args, result, violations, createdAt } = row;
  const json = JSON.stringify(
    { id, tool, args, result, violations, created_at: createdAt.toISOString() },
    storable,
  );
  return json.length > MOST_CHARACTERS ? undefined : { id, json };
}

/** jsonb holds neither U+0000 nor half a surrogate pair, and numbers that are none have no JSON. */
function storable(_: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.toWellFormed().replaceAll('\0', '\ufffd');
}
