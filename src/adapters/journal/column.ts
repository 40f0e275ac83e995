import type { Json, JsonObject, Violation } from '../../ports/journal.ts';
import type { SqlValue } from './journal-statements.ts';

/** A count or a sum: whole, never negative; what is missing or no number is 0. */
export function numberOf(value: SqlValue | undefined): number {
  const number = Math.round(Number(value ?? 0));
  return Number.isFinite(number) ? Math.max(0, number) : 0;
}

export function textOf(value: SqlValue | undefined): string {
  return value === null || value === undefined ? '' : String(value);
}

export function timeOf(value: SqlValue | undefined): Date | undefined {
  const time = new Date(textOf(value));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** The store has checked that it is JSON; others write to the table too, so what is in it can be anything. */
export function jsonOf(value: SqlValue | undefined): Json {
  return value === null || value === undefined ? null : JSON.parse(String(value));
}

export function jsonObject(value: Json): JsonObject {
  return isObject(value) ? value : {};
}

/** The violations that have the shape of one; the rest is left out. */
export function violationsOf(value: Json): readonly Violation[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map(({ type, code, reason }) => ({
    type: typeof type === 'string' ? type : 'unknown_error',
    code: typeof code === 'string' ? code : typeof type === 'string' ? type : 'unknown_error',
    reason: typeof reason === 'string' ? reason : '',
  }));
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
