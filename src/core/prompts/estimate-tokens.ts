/** Characters a token holds on average: code and prose of Latin script; measured 3.4 to 4.5 over local tokenizers. */
const LATIN_PER_TOKEN = 3.6;
/** Han, kana, hangul and their full-width forms: about a token each. */
const WIDE = /[\u2E80-\u9FFF\uA960-\uA97F\uAC00-\uD7FF\uF900-\uFAFF\uFF00-\uFFEF\u{20000}-\u{3FFFF}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is left out
const OTHER = /[^\u0000-\u007F]/gu;
const OTHER_PER_TOKEN = 1.6;
/** Tokens a chat template spends around one message. */
const PER_MESSAGE = 5;
/** A scale outside these bounds is a counting error of the server, not a tokenizer. */
const SCALE_BOUNDS = [0.6, 2] as const;

/** Tokens a text is likely to take, times `scale` (1 until {@link calibrateScale} knows better). Linear. */
export function estimateTokens(text: string, scale = 1): number {
  const wide = text.match(WIDE)?.length ?? 0;
  const other = (text.match(OTHER)?.length ?? 0) - wide;
  const latin = text.length - wide - other;
  return Math.ceil((latin / LATIN_PER_TOKEN + other / OTHER_PER_TOKEN + wide) * scale);
}

/** Tokens of a whole conversation. */
export function estimateMessages(messages: readonly { readonly content: string }[], scale = 1): number {
  return messages.reduce((sum, message) => sum + estimateTokens(message.content, scale) + PER_MESSAGE, 0);
}

/**
 * The scale after a reply told how many tokens the prompt really had. It rises at once and falls slowly: a prompt that
 * does not fit costs a round, a little unused room costs nothing.
 */
export function calibrateScale(scale: number, estimated: number, actual: number): number {
  if (estimated <= 0 || actual <= 0) return scale;
  const seen = (scale * actual) / estimated;
  const next = seen > scale ? seen : scale * 0.7 + seen * 0.3;
  return Math.min(SCALE_BOUNDS[1], Math.max(SCALE_BOUNDS[0], next));
}
