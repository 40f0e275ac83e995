import { closestName } from './closest-name.ts';

/** Unknown names for a sentence, each with the known one it was probably meant to be. */
export function nameNearest(unknown: readonly string[], known: readonly string[]): string {
  const named = unknown.map((name) => {
    const near = closestName(name, known);
    return near === undefined ? name : `${name} (did you mean ${near}?)`;
  });
  return named.join(', ');
}
