/** ISO 8601 in UTC with microseconds: `2025-11-30T18:02:11.123000+00:00` (upstream's form; the clock gives milliseconds). */
export function timestamp(date: Date): string {
  return date.toISOString().replace('Z', '000+00:00');
}
