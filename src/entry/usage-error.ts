import { plainLine } from '../core/text/plain-line.ts';

/** commander's words about a wrong command line (several lines, lower case) as one sentence with the fix behind it. */
export function usageError(said: string, command: string): string {
  const [first = '', ...rest] = said
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  const sentence = plainLine(first).replace(/^./, (letter) => letter.toUpperCase());
  const hints = rest.map((line) => plainLine(line).replace(/^\((.*)\)$/, '$1'));
  return [sentence.replace(/[^.?]$/, '$&.'), ...hints, `See \`${command} --help\`.`].join(' ');
}
