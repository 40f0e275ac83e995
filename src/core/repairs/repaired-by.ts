import { cutEnd } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import type { ChosenSuggestion } from './choose-suggestions.ts';
import type { Repair } from './repair.ts';

/** What is written down of an applied suggestion. */
export function repairedBy({ error, suggestion }: ChosenSuggestion): Repair {
  const written = suggestion.replacements.map(({ text }) => oneLine(text).trim()).filter(Boolean);
  const said = oneLine(suggestion.message);
  const message = written.length > 0 ? `${said}: ${written.join(' … ')}` : said;
  return {
    code: error.code,
    file: suggestion.replacements[0]?.file ?? error.file ?? '',
    line: error.line ?? 1,
    message: cutEnd(message, 200),
  };
}
