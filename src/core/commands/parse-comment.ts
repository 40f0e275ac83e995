import { stripHidden } from '../prompts/strip-hidden.ts';
import { closestName } from '../text/closest-name.ts';
import { COMMAND_WORDS, type Command, type CommandNames } from './command.ts';
import { readOptions } from './read-options.ts';
import { visibleLines } from './visible-lines.ts';

export type ParsedComment =
  | { readonly kind: 'none' }
  | { readonly kind: 'command'; readonly command: Command }
  /** A command that cannot be understood: one sentence of Markdown without its full stop; words in it are foreign. */
  | { readonly kind: 'wrong'; readonly problem: string };

const COMMAND = /^\/complete(?=\s|$)/i;
const NUMBERED_ID = /^\d+(?:\.\d+)*$/;
/** GitHub stores at most 65,536 characters. */
const LONGEST_COMMENT = 100_000;
const MOST_WORDS = 60;
const LONGEST_WORD = 200;
/** UTF-16 units of what a person says about a pull request. */
const LONGEST_SAID = 8000;

/**
 * Reads a comment. A command is `/complete` at the very start of a line that a reader sees as plain text: mentions
 * inside a line, in quotes, code or HTML comments are none. The first command of a comment counts, later ones are
 * ignored. On a pull request everything that is not `help`, `status` or `retry` is said about the pull request.
 * Linear, and never throws.
 */
export function parseComment(text: string, place: 'issue' | 'pull'): ParsedComment {
  const written = text.slice(0, LONGEST_COMMENT).split(/\r\n?|\n/);
  const lines = written.map(stripHidden);
  // `--\u200b>` ends no comment on GitHub's page, and neither do its visible characters here.
  const seen = visibleLines(written);
  const at = visibleLines(lines).findIndex((line, index) => COMMAND.test(line) && seen[index] !== '');
  const line = lines[at];
  if (line === undefined) return { kind: 'none' };
  const words = line.slice('/complete'.length).split(/\s+/).filter(Boolean);
  const word = words[0]?.toLowerCase();
  const known = COMMAND_WORDS.find((one) => one === word);
  if (known === 'help') return { kind: 'command', command: { kind: 'help' } };
  const read = readOptions(known ? words.slice(1) : words);
  if (read.kind === 'wrong') return read;
  const { options } = read;
  if (place === 'pull' && known === undefined) {
    const mistyped = words.length === 1 ? closestName(words[0] ?? '', COMMAND_WORDS) : undefined;
    if (mistyped !== undefined)
      return { kind: 'wrong', problem: `I do not know that word (did you mean \`/complete ${mistyped}\`?)` };
    const said = [...lines.slice(0, at), read.words.join(' '), ...lines.slice(at + 1)].join('\n');
    return {
      kind: 'command',
      command: { kind: 'revise', said: said.trim().slice(0, LONGEST_SAID), options },
    };
  }
  const names = readNames(read.words);
  if (typeof names === 'string') return { kind: 'wrong', problem: names };
  return { kind: 'command', command: { kind: known ?? 'complete', names, options } };
}

/** `add-greeting 1.2 1.3`, `add-greeting#1.2`, `1.2`; or what is wrong. */
function readNames(words: readonly string[]): CommandNames | string {
  const names = words
    .flatMap((word) => word.replaceAll('`', '').split(','))
    .filter((word) => word !== '' && word !== 'and');
  if (names.length > MOST_WORDS)
    return `a command names at most ${MOST_WORDS} changes and tasks; other words belong on lines of their own`;
  if (names.some((name) => name.length > LONGEST_WORD)) return 'one of the names is far too long';
  const changes: string[] = [];
  const tasks: string[] = [];
  for (const name of names) {
    const hash = name.indexOf('#');
    if (hash === 0 || hash === name.length - 1) return 'a task is written `change#1.2`';
    const last = changes.at(-1);
    if (hash > 0) tasks.push(name);
    else if (last !== undefined) tasks.push(`${last}#${name}`);
    else if (NUMBERED_ID.test(name)) tasks.push(name);
    else changes.push(name);
  }
  const [only] = changes;
  const all = only === undefined || tasks.some((task) => task.startsWith(`${only}#`)) ? [] : changes;
  return { changes: all, tasks };
}
