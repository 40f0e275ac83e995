import { rustTokens } from '../verdicts/rust-tokens.ts';

/**
 * Whether Rust source ends inside a block comment or a string literal: a Markdown fence there is documentation or a
 * test's input, not the end of the code.
 */
export function endsInRustText(source: string): boolean {
  const last = rustTokens(source).at(-1);
  if (last?.kind === 'comment') return last.text.startsWith('/*') && !isClosedComment(last.text);
  return last?.kind === 'string' && !isClosedString(last.text);
}

/** Block comments nest. */
function isClosedComment(text: string): boolean {
  const opened = text.match(/\/\*/g)?.length ?? 0;
  const closed = text.match(/\*\//g)?.length ?? 0;
  return text.endsWith('*/') && closed >= opened && text.length >= 4;
}

function isClosedString(text: string): boolean {
  const hashes = /^(?:br|cr|r)(#*)"/.exec(text)?.[1];
  if (hashes !== undefined) return text.length > hashes.length * 2 + 2 && text.endsWith(`"${hashes}`);
  const end = /(\\*)"$/.exec(text.slice(text.indexOf('"') + 1));
  return end !== null && (end[1]?.length ?? 0) % 2 === 0;
}
