import { plainLine } from '../core/text/plain-line.ts';

/** commander's words about a wrong command line (several lines, lower case) as one sentence with the fix behind it. */
export function usageError(said: string, command: string): string {
  const [, text = '', hint] = /^(?:error: )?(.*?)(?:\n\((Did you mean .*)\))?$/s.exec(said.trim()) ?? [];
  const sentence = plainLine(text).replace(/^./, (letter) => letter.toUpperCase());
  const hints = hint === undefined ? [] : [plainLine(hint)];
  return [sentence.replace(/[^.?]$/, '$&.'), ...hints, `See \`${command} --help\`.`].join(' ');
}
