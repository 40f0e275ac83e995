import { type Command, Option } from 'commander';
import { INPUTS, type Input } from '../config/inputs.ts';
import type { RawInputs } from '../config/parse-inputs.ts';

type InputName = (typeof INPUTS)[number]['name'];

/** Options of a command in the order and under the headings of its help; a name stands for the Action's input. */
export type OptionGroups = Readonly<Record<string, readonly InputName[]>>;

/** Inputs that make no sense outside a workflow. */
const ONLY_IN_WORKFLOWS: ReadonlySet<InputName> = new Set(['mode', 'shard', 'allow-bots']);

/** What stands behind the option in the help. */
const PLACEHOLDERS: Partial<Record<InputName, string>> = {
  change: '<names>',
  task: '<ids>',
  config: '<path>',
  order: '<order>',
  unit: '<unit>',
  'max-tasks': '<number>',
  'max-rounds': '<number>',
  'max-open-pulls': '<number>',
  'on-failure': '<what>',
  base: '<branch>',
  'branch-prefix': '<prefix>',
  labels: '<names>',
  'lm-studio-url': '<urls>',
  'lm-studio-model': '<key>',
  'fallback-url': '<url>',
  'fallback-model': '<key>',
  'stall-seconds': '<seconds>',
  'timeout-minutes': '<minutes>',
  sandbox: '<kind>',
  'control-dsn': '<dsn>',
};

/** Options that may be given several times. */
const LISTS: ReadonlySet<InputName> = new Set(['change', 'task', 'labels', 'lm-studio-url']);

/** Where a person at a terminal needs other words than the author of a workflow. */
const ABOUT: Partial<Record<InputName, string>> = {
  change: 'which change (several: comma separated)',
  task: 'which task, `1.2` or `change#1.2` (several: comma separated)',
  base: 'branch to start from (default: what is checked out; with --github the default branch)',
  'dry-run': 'do everything, but write no branch and no pull request',
  config: 'repository policy file, read from the commit that work starts from',
};

/** Inputs that say which model servers there are. */
export const SERVER_INPUTS = ['lm-studio-url', 'lm-studio-model', 'fallback-url', 'fallback-model'] as const;

/** Gives a command inputs of the Action as options, by the same names. */
export function addInputOptions(command: Command, groups: OptionGroups): void {
  const inputs: readonly (Input & { readonly name: InputName })[] = INPUTS;
  for (const [heading, names] of Object.entries(groups)) {
    for (const name of names) {
      const input = inputs.find((one) => one.name === name);
      if (!input) continue;
      command.addOption(optionOf(input).helpGroup(heading));
    }
  }
}

/** Accepts every other input too: what this version cannot do is refused with a sentence, secrets belong into variables. */
export function addHiddenInputOptions(command: Command): void {
  for (const input of INPUTS) {
    const isThere = command.options.some((option) => option.long === `--${input.name}`);
    if (!isThere && !ONLY_IN_WORKFLOWS.has(input.name)) command.addOption(optionOf(input).hideHelp());
  }
}

function optionOf(input: Input & { readonly name: InputName }): Option {
  const { name, env } = input;
  const about = ABOUT[name] ?? input.about;
  if (name === 'dry-run') return new Option('--dry-run', about);
  const isPlain = input.default === '' || input.default.startsWith('${{');
  const notes = [...(isPlain ? [] : [`default: ${input.default}`]), ...(env ? [`or ${env.join(', ')}`] : [])];
  const note = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  const option = new Option(`--${name} ${PLACEHOLDERS[name] ?? '<value>'}`, `${about}${note}`);
  return LISTS.has(name) ? option.argParser(joined) : option;
}

function joined(value: string, before: unknown): string {
  return typeof before === 'string' ? `${before},${value}` : value;
}

/** The inputs that were given as options; commander names options in camel case. */
export function rawInputs(options: Readonly<Record<string, unknown>>): RawInputs {
  const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    INPUTS.map(({ name }) => {
      const value = options[camel(name)];
      return [name, value === true ? 'true' : typeof value === 'string' ? value : undefined];
    }),
  );
}
