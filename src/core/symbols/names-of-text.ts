import { splitCodeSpans } from '../tasks/code-spans.ts';
import { type NamesIn, namesInCode, namesInProse } from './names-in.ts';

/**
 * Names of code in a Markdown text: code spans count word by word, prose only where it looks like code.
 *
 * @param code further stretches of code, such as those a task mentions.
 */
export function namesOfText(text: string, code: readonly string[] = []): NamesIn {
  const stretches = splitCodeSpans(text);
  const spans = stretches.filter((one) => one.code).map((one) => one.text);
  const prose = stretches.filter((one) => !one.code).map((one) => one.text);
  const exact = namesInCode([...spans, ...code].filter((one) => !isPath(one)));
  const likely = namesInProse(prose.join('\n'));
  return { names: new Set([...exact.names, ...likely.names]), pairs: [...exact.pairs, ...likely.pairs] };
}

function isPath(span: string): boolean {
  return span.includes('/') || /\.(?:rs|toml|md)$/.test(span);
}
