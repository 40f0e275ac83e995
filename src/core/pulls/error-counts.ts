import type { Attempt } from '../verdicts/attempt.ts';

const MOST_CODES = 8;

/** `E0308 ×2, syntax ×1`: new errors by code, plain text. */
export function errorCounts(errorsByCode: Attempt['errorsByCode']): string {
  if (errorsByCode.length === 0) return 'none';
  const shown = errorsByCode.slice(0, MOST_CODES).map(([code, count]) => `${code || 'syntax'} ×${count}`);
  const left = errorsByCode.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more codes`] : [])].join(', ');
}
