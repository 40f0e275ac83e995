import type fc from 'fast-check';

/** One thing that has to hold whatever an enemy writes; throws, through `node:assert`, where it does not. */
export interface Fuzzed {
  readonly title: string;
  readonly property: fc.IRawProperty<unknown>;
}

/** Keeps the title and a property of any arguments together. */
export function fuzzed<T>(title: string, property: fc.IProperty<T>): Fuzzed {
  return { title, property: property as fc.IRawProperty<unknown> };
}
