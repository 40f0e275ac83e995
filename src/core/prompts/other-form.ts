import type { AnswerForm } from './answer-form.ts';

/** Files above this are not asked for whole even when nothing else works: an answer that long is cut. */
const LONGEST_WHOLE = 500;

/**
 * The form to ask for after an answer led nowhere twice: another one than it was given in. A model that repeats itself
 * is torn out of its rut by it, and one whose SEARCH lines are never found can still write the file.
 */
export function otherForm(answer: string, files: readonly { readonly lines: number }[]): AnswerForm {
  const blocks = /^<{5,9} ?SEARCH/m.test(answer) || /^@@ /m.test(answer);
  return blocks && files.every((file) => file.lines <= LONGEST_WHOLE) ? 'whole' : 'search-replace';
}
