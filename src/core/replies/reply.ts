import type { Edit } from '../edits/edit.ts';

/** Why an answer cannot become edits. Each has its own correction for the model (core/prompts). */
export type ReplyProblem =
  | 'empty'
  | 'no-code'
  | 'cut'
  | 'looping'
  | 'elided'
  | 'malformed'
  | 'no-path'
  | 'repeated';

/** What an answer turned out to be: edits, or one problem with the sentence the model is told. */
export type Reply =
  | { readonly kind: 'edits'; readonly edits: readonly Edit[]; readonly notes: string }
  | { readonly kind: 'problem'; readonly problem: ReplyProblem; readonly explain: string };
