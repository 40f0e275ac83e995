import type { EvalCase } from '../format/eval-case.ts';

/**
 * The case whose task a conversation is about: the one whose text stands last in its first user message, for other
 * tasks of the change may be quoted before it. Undefined when none is named.
 */
export function findCase(cases: readonly EvalCase[], firstMessage: string): EvalCase | undefined {
  const named = cases
    .map((one) => ({ one, at: firstMessage.lastIndexOf(one.text) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => b.at - a.at || b.one.text.length - a.one.text.length);
  return named[0]?.one;
}
