import type { Fault } from '../fault.ts';

/** What a journal told, or why it told nothing. */
export type Known<T> =
  | { readonly kind: 'known'; readonly facts: T }
  | {
      readonly kind: 'off';
      /** A code, never more: it stands in published files. */
      readonly error: string;
      /** The same for the person at the keyboard; undefined when nothing is recorded at all. */
      readonly fault?: Fault;
    };
