import type { FileTexts } from '../format/eval-case.ts';

/** The first files with each of the later ones laid over them. */
export function overlay(base: FileTexts, ...layers: readonly FileTexts[]): FileTexts {
  return new Map([base, ...layers].flatMap((layer) => [...layer]));
}
