import { DANGEROUS_IMPORTS } from './dangerous-imports.ts';

/** Texts that talk to a language model instead of to a person. */
const ADDRESSES_A_MODEL =
  /\b(?:ignore|disregard|forget|override)\b[^.]{0,40}\b(?:previous|prior|above|all|any|earlier|system)\b[^.]{0,40}\b(?:instruction|prompt|rule|message|direction)|\bsystem prompt\b|\byou are (?:an? |the )?(?:ai|assistant|language model|llm)\b|\breport (?:no|zero) (?:security )?(?:issue|problem|vulnerabilit|finding)|<\|(?:im_start|im_end|system|user|assistant)\|>|\[\/?INST\]/i;

const RANKS: readonly (readonly [RegExp, number])[] = [
  [/\b(?:https?|ftp|wss?|ssh|git):\/\/[^\s/]/i, 100],
  [/passw(?:or)?d|secret|credential|api[_-]?key|private key|\btoken\b/i, 90],
  [/CVE-\d{4}-\d{4,}/i, 85],
  [/^\/(?:etc|usr|var|tmp|dev|proc|sys|home|root|opt|bin|sbin|lib|run|boot)\b/, 60],
  [/\b[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2,8}\b/i, 55],
  [/\b\d{1,3}(?:\.\d{1,3}){3}\b/, 50],
  [/^usage:|^error|^warning|failed|cannot|denied/i, 45],
  [/\d+\.\d+\.\d+/, 30],
  [/[a-z]{3,} [a-z]{2,} [a-z]{2,}/i, 25],
];

/** Whether a text tries to give a language model orders. */
export function addressesAModel(text: string): boolean {
  return ADDRESSES_A_MODEL.test(text);
}

/** How much a text tells about an artifact: the more, the higher. */
export function textInterest(text: string): number {
  const length = Math.min(text.length, 100) / 10;
  if (addressesAModel(text)) return 200;
  if (DANGEROUS_IMPORTS.has(text)) return 80;
  return (RANKS.find(([pattern]) => pattern.test(text))?.[1] ?? 0) + length;
}
