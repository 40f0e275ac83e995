/** Begins every hidden line by which this program knows what it wrote itself. */
const MARK = '<!-- openspec-complete:';
/** First line of the one status comment of an issue. */
export const STATUS_MARKER = `${MARK}status -->`;
/** Last line of an answer. */
export const ANSWER_MARKER = `${MARK}answer -->`;

/** Whether this program wrote the comment, so that it must never take it for a command. */
export function isOwnComment(text: string): boolean {
  return text.includes(MARK);
}
