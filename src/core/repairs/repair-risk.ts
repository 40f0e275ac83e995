import type { Repair } from './repair.ts';
import { repairName } from './repair-name.ts';

const MOST_PLACES = 6;

/** What a reviewer reads about repairs: nobody but the compiler and the tests has judged them. */
export function repairRisk(repairs: readonly Repair[]): string {
  const places = repairs.map((repair) => `\`${repair.file}:${repair.line}\` (${repairName(repair)})`);
  const shown = places.slice(0, MOST_PLACES).join(', ');
  const left = places.length - MOST_PLACES;
  const count = repairs.length === 1 ? 'a repair was' : `${repairs.length} repairs were`;
  return `${count} made without the model: ${shown}${left > 0 ? ` and ${left} more` : ''}`;
}
