import type { FileLines } from './file-lines.ts';

/** Why one edit cannot be applied to one file. */
export type StepProblem = 'missing-file' | 'not-found' | 'ambiguous' | 'no-search';

/** What one edit makes of one file, or the sentence and the lines the model is shown. */
export type Step =
  | { readonly ok: true; readonly file: FileLines }
  | { readonly ok: false; readonly why: StepProblem; readonly explain: string };
