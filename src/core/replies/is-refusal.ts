/** So long a refusal is no polite opening any more. */
const LONG_ENOUGH = 600;
const REFUSES =
  /^\s*(?:(?:i['’]?m|i am) (?:very |really )?sorry|sorry|i apologi[sz]e|unfortunately|as an ai\b|i (?:can['’]?t|cannot|won['’]?t|am unable to|am not able to))/i;
const WHAT =
  /\b(?:can['’]?t|cannot|won['’]?t|unable to|not able to) (?:assist|help|comply|fulfil|engage|participate)/i;

/** True for an answer that declines the task and went on for a while without any code. */
export function isRefusal(text: string): boolean {
  if (text.length < LONG_ENOUGH || !REFUSES.test(text.slice(0, 60))) return false;
  return WHAT.test(text.slice(0, 300)) && !/```|~~~|<{5,9}|^diff |^\*{3} /m.test(text.slice(0, 4_000));
}
