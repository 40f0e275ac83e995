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
    if (option === '--dry-run') {
      if (given !== undefined && !/^(?:true|false)$/i.test(given))
        return wrong('`--dry-run` takes no value, or `true` or `false`');
      options = { ...options, dryRun: given?.toLowerCase() !== 'false' };
      continue;
    }
    const value = given ?? queue.next().value;
    if (value === undefined || value === '' || value.startsWith('--'))
      return wrong(`\`${option}\` needs a value`);
    if (option === '--order') {
      const order = ORDERS.find((one) => one === value.toLowerCase());
      if (!order) return wrong(`\`--order\` is one of ${ORDERS.join(', ')}`);
      options = { ...options, order };
    } else if (value.length > LONGEST_MODEL) return wrong('the model key is too long');
    else options = { ...options, model: value };
  }
  return { kind: 'read', options, words: rest };
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
