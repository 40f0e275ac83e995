/** Tags that open reasoning at the beginning of an answer, and those that end it. */
const OPENINGS: readonly (readonly [string, string])[] = [
  ['<think>', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<reasoning>', '</reasoning>'],
  ['<thought>', '</thought>'],
  ['<seed:think>', '</seed:think>'],
  ['<|thinking|>', '<|/thinking|>'],
  ['[THINK]', '[/THINK]'],
  ['◁think▷', '◁/think▷'],
];
const FINAL_CHANNEL = '<|channel|>final<|message|>';
/** A closing tag that ends or begins a line; one inside a string literal of code does not count. */
const LONE_CLOSING =
  /(?:^[ \t]*|[^"'`\\])<\/(?:think|thinking|reasoning|thought|seed:think)>(?=[ \t]*$)|^[ \t]*<\/(?:think|thinking)>/gm;
const END_TOKEN = /(?:<\|(?:im_end|endoftext|eot_id|end|return)\|>|<\/s>|<end_of_turn>)\s*$/;

/**
 * The answer without the model's reasoning: `<think>…</think>`, a lone `</think>`, gpt-oss channels, end tokens.
 * A reasoning block that never ends leaves nothing. Linear in the text.
 */
export function stripReasoning(text: string): string {
  const channel = text.lastIndexOf(FINAL_CHANNEL);
  let rest = (channel < 0 ? text : text.slice(channel + FINAL_CHANNEL.length)).trimStart();
  for (;;) {
    const [, closing] = OPENINGS.find(([tag]) => rest.startsWith(tag)) ?? [];
    if (closing === undefined) break;
    const end = rest.indexOf(closing);
    if (end < 0) return '';
    rest = rest.slice(end + closing.length).trimStart();
  }
  let cutAt = 0;
  for (const match of rest.matchAll(LONE_CLOSING)) cutAt = match.index + match[0].length;
  rest = rest.slice(cutAt);
  for (let round = 0; round < 3; round++) rest = rest.replace(END_TOKEN, '');
  return rest;
}
