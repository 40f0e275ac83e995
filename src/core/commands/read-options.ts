import { closestName } from '../text/closest-name.ts';
import type { CommandOptions } from './command.ts';

export type ReadOptions =
  | { readonly kind: 'read'; readonly options: CommandOptions; readonly words: readonly string[] }
  /** A sentence that names the mistake; the words in it are foreign. */
  | { readonly kind: 'wrong'; readonly problem: string };

const OPTIONS = ['--model', '--order', '--dry-run'] as const;
const ORDERS = ['stacked', 'frontier', 'independent'] as const;
const LONGEST_MODEL = 200;

/** Takes the options out of the words of a command; the other words stay in their order. */
export function readOptions(words: readonly string[]): ReadOptions {
  const rest: string[] = [];
  let options: CommandOptions = {};
  const queue = words.values();
  for (const word of queue) {
    // Phones and word processors turn `--` into a dash.
    const written = word.replace(/^[\u2013\u2014](?=[a-z])/i, '--');
    if (!written.startsWith('--')) {
      rest.push(word);
      continue;
    }
    const [name = '', given] = splitOnce(written);
    const option = OPTIONS.find((one) => one === name.toLowerCase());
    if (option === undefined) return wrong(unknownOption(name));
    const value = given ?? (option === '--dry-run' ? 'true' : queue.next().value);
    const read = readValue(option, value ?? '');
    if (typeof read === 'string') return wrong(read);
    options = { ...options, ...read };
  }
  return { kind: 'read', options, words: rest };
}

/** What one option says, or what is wrong with its value. */
function readValue(option: (typeof OPTIONS)[number], value: string): CommandOptions | string {
  if (value === '' || value.startsWith('--')) return `\`${option}\` needs a value`;
  const word = value.toLowerCase();
  switch (option) {
    case '--model':
      return value.length > LONGEST_MODEL ? 'the model key is too long' : { model: value };
    case '--order': {
      const order = ORDERS.find((one) => one === word);
      return order ? { order } : `\`--order\` is one of ${ORDERS.join(', ')}`;
    }
    case '--dry-run':
      if (word === 'true' || word === 'false') return { dryRun: word === 'true' };
      return '`--dry-run` takes no value, or `true` or `false`';
  }
}

function unknownOption(name: string): string {
  const short = name.slice(0, 40).replaceAll('`', '');
  const near = closestName(short, OPTIONS);
  return `there is no option \`${short}\`${near === undefined ? `; there are ${OPTIONS.join(', ')}` : ` (did you mean \`${near}\`?)`}`;
}

function splitOnce(word: string): readonly [string, string?] {
  const at = word.indexOf('=');
  return at < 0 ? [word] : [word.slice(0, at), word.slice(at + 1)];
}

function wrong(problem: string): ReadOptions {
  return { kind: 'wrong', problem };
}
