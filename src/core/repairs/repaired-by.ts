import { cutEnd } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import type { Proposal } from './proposal.ts';
import type { Repair } from './repair.ts';

/** What is written down of a proposal that was made true. */
export function repairedBy({ kind, code, file, line, message, replacements }: Proposal): Repair {
  const written = replacements.map(({ text }) => oneLine(text).trim()).filter(Boolean);
  const said = oneLine(message);
  const whole = written.length > 0 ? `${said}: ${written.join(' … ')}` : said;
  return { kind, code, file: replacements[0]?.file ?? file, line, message: cutEnd(whole, 200) };
}
