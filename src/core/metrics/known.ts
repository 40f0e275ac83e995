/** What a journal told, or the code of why it told nothing: `no-journal`, or that of a fault. */
export type Known<T> =
  | { readonly kind: 'known'; readonly facts: T }
  | { readonly kind: 'off'; readonly error: string };
