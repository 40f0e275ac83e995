import { statSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addFoundry } from './add-foundry.ts';
import { addRuns } from './add-runs.ts';
import { addView } from './add-view.ts';
import { cliDbInit } from './cli-db-init.ts';
import { cliHealth, HEALTH_PARTS, type HealthPart } from './cli-health.ts';
import { cliInit } from './cli-init.ts';
import { addMetrics } from './cli-metrics.ts';
import { cliPlan } from './cli-plan.ts';
import { cliSummary } from './cli-summary.ts';
import { cliTasks } from './cli-tasks.ts';
import type { CommandPlace, Given } from './command-place.ts';
import { type Environment, secretsOf } from './environment.ts';
import { addHiddenInputOptions, addInputOptions, rawInputs, SERVER_INPUTS } from './input-options.ts';
import { programVersion } from './program-version.ts';
import { usageError } from './usage-error.ts';

export interface CliPlace {
  readonly env: Environment;
  /** Prints on stdout. */
  readonly print: (text: string) => void;
  readonly mask: (text: string) => string;
  /** Values that {@link mask} hides from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  /** The exit code of a command that ended. */
  readonly end: (code: number) => void;
}

type Options = Readonly<Record<string, unknown>>;

const ABOUT = 'Turns open OpenSpec tasks of a Rust repository into pull requests that cargo has proven.';
const EXIT_CODES = `
Exit codes: 0 done, 1 some task could not be completed, 2 usage or configuration, 3 model unavailable,
            4 sandbox unavailable, 5 GitHub or git, 70 a bug in this program`;
/** The command line: commands, options, help. Without a command it prints its help on stderr and is a usage error. */
export function cliProgram(place: CliPlace): Command {
  const program = new Command('openspec-complete')
    .description(ABOUT)
    .version(programVersion)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .addOption(
      new Option('-C, --directory <folder>', 'work there (default: the current folder)').argParser(
        existingFolder,
      ),
    )
    .option('--json', 'print one JSON document instead of text')
    .addHelpText('after', EXIT_CODES);
  const commands = {
    version: programVersion,
    given: (command: Command) => common(command, place),
    end: place.end,
  };
  addTasks(program, commands);
  addPlan(program, commands);
  addRuns(program, commands);
  addHealth(program, commands);
  addInit(program, commands);
  addDb(program, commands);
  addSummary(program, commands);
  addMetrics(program, commands);
  addFoundry(program, commands);
  addView(program, commands);
  pointToHelp(program, place.mask);
  return program;
}

/** What is wrong with a command line is said with the help of the command that it is for. */
function pointToHelp(command: Command, mask: CliPlace['mask'], above = ''): void {
  const name = `${above}${command.name()}`;
  command.configureOutput({
    outputError: (text, write) => write(mask(`openspec-complete: ${usageError(text, name)}\n`)),
  });
  for (const each of command.commands) pointToHelp(each, mask, `${name} `);
}

/** What every command is given: options of its own and those that may also stand before its name. */
function common(command: Command, { env, print, mask, hide }: CliPlace): Given {
  const options: Options = command.optsWithGlobals();
  const raw = rawInputs(options);
  hide(secretsOf({}, raw));
  const folder = text(options.directory) ?? process.cwd();
  const masked = (words: string) => print(mask(words));
  return { options, raw, env, mask, hide, print: masked, folder, json: options.json === true };
}

function addTasks(program: Command, { given }: CommandPlace): void {
  const command = program.command('tasks').description('show every change and task of the working tree');
  addInputOptions(command, { 'Options:': ['change'] });
  command.action(async () => {
    const { raw, ...rest } = given(command);
    await cliTasks({ ...rest, changes: raw.change });
  });
}

function addPlan(program: Command, { given }: CommandPlace): void {
  const command = program
    .command('plan')
    .description('show what a run would work on, in order, and why not the rest');
  addInputOptions(command, {
    'Which tasks:': ['change', 'task', 'order', 'unit', 'max-tasks'],
    'Branches and policy:': ['base', 'branch-prefix', 'config'],
  });
  command.action(() => cliPlan(given(command)));
}

function addHealth(program: Command, { given, end }: CommandPlace): void {
  const command = program
    .command('health')
    .description('say whether a run could start now, and the fix for what is missing')
    .addArgument(
      program.createArgument('[part]', 'what to look at').choices(HEALTH_PARTS).default('all', 'all'),
    );
  addInputOptions(command, { 'Options:': [...SERVER_INPUTS, 'sandbox'] });
  addHiddenInputOptions(command);
  command.action(async (part: HealthPart) => end(await cliHealth({ ...given(command), part })));
}

function addInit(program: Command, { given }: CommandPlace): void {
  const command = program
    .command('init')
    .description('write the workflows and the policy file into .github, never over a file that is there')
    .option('--force', 'write over files that are there')
    .option('--pin <sha>', 'commit of openspec-complete that the workflows use (40 hexadecimal digits)');
  command.action(async () => {
    const { options, ...rest } = given(command);
    const pin = text(options.pin);
    await cliInit({ ...rest, force: options.force === true, ...(pin === undefined ? {} : { pin }) });
  });
}

function addDb(program: Command, { given }: CommandPlace): void {
  const db = program.command('db').description("look after the control plane's database");
  const command = db
    .command('init')
    .description('create the tables that are missing; nothing that is there is changed');
  addInputOptions(command, { 'Options:': ['control-dsn'] });
  addHiddenInputOptions(command);
  command.action(() => cliDbInit(given(command)));
}

function addSummary(program: Command, { given }: CommandPlace): void {
  const command = program
    .command('summary')
    .description('print one job summary of the JSON reports in a folder, as Markdown')
    .argument('<folder>', 'searched with the folders in it');
  command.action((reports: string) => cliSummary({ ...given(command), reports }));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('There is no such folder.');
}
