import type { Repair } from './repair.ts';

const MOST_PLACES = 6;

/** What a reviewer reads about repairs: nobody but the compiler and the tests has judged them. */
export function repairRisk(repairs: readonly Repair[]): string {
  const places = repairs.map(({ code, file, line }) => `\`${file}:${line}\` (${code || 'syntax'})`);
  const shown = places.slice(0, MOST_PLACES).join(', ');
  const left = places.length - MOST_PLACES;
  const count =
    repairs.length === 1 ? "a suggestion of rustc's was" : `${repairs.length} suggestions of rustc's were`;
  return `${count} applied without the model: ${shown}${left > 0 ? ` and ${left} more` : ''}`;
}
