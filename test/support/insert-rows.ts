import { randomUUID } from 'node:crypto';
import type { ForeignRow } from '../contract/journal-contract.ts';

/** The columns of a row that another program wrote: id, tool, three JSON texts, time. */
export function foreignColumns(row: ForeignRow): readonly string[] {
  const { tool = 'lm_studio', args = {}, result = {}, violations = [], createdAt = new Date() } = row;
  const texts = [args, result, violations].map((value) => JSON.stringify(value));
  return [randomUUID(), tool, ...texts, createdAt.toISOString()];
}
