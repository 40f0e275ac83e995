import { statSync } from 'node:fs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addFoundry } from './add-foundry.ts';
import { addView } from './add-view.ts';
import { cliDbInit } from './cli-db-init.ts';
import { cliHealth, HEALTH_PARTS, type HealthPart } from './cli-health.ts';
import { cliInit } from './cli-init.ts';
import { addMetrics } from './cli-metrics.ts';
import { cliPlan } from './cli-plan.ts';
import { cliProgress, plainProgress } from './cli-progress.ts';
import { cliRun } from './cli-run.ts';
import { cliSummary } from './cli-summary.ts';
import { cliTasks } from './cli-tasks.ts';
import { cliVerify } from './cli-verify.ts';
import { cliWatch } from './cli-watch.ts';
import type { Given } from './command-place.ts';
import { type Environment, secretsOf } from './environment.ts';
import { addHiddenInputOptions, addInputOptions, rawInputs } from './input-options.ts';
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

/** Inputs that say which model servers there are. */
const SERVERS = ['lm-studio-url', 'lm-studio-model', 'fallback-url', 'fallback-model'] as const;

type Options = Readonly<Record<string, unknown>>;

const ABOUT = 'Turns open OpenSpec tasks of a Rust repository into pull requests that cargo has proven.';
const EXIT_CODES = `
Exit codes: 0 done, 1 some task could not be completed, 2 usage or configuration, 3 model unavailable,
            4 sandbox unavailable, 5 GitHub or git, 70 a bug in this program`;
const VARIABLES = `
Secrets come from the environment: GITHUB_TOKEN or GH_TOKEN (for --github), LM_STUDIO_API_KEY,
FALLBACK_API_KEY.`;
const RUN_EXAMPLES = `
Examples:
  openspec-complete run                                    the next open tasks, a branch and a text file each
  openspec-complete run --change add-greeting --task 1.2   one task
  openspec-complete run --dry-run                          prove it, write nothing
  openspec-complete run --github                           push, and open the pull requests`;
const VERIFY_EXAMPLES = `
Examples:
  openspec-complete verify openspec/add-greeting/1.2-say-hello   a branch of a local run
  openspec-complete verify --github 17                           a pull request; ends with 1 when it does not hold`;

/** The command line: commands, options, help. Without a command it prints its help on stderr and is a usage error. */
export function cliProgram(place: CliPlace): Command {
  const program = new Command('openspec-complete')
    .description(ABOUT)
    .version(programVersion)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      outputError: (text, write) =>
        write(place.mask(`openspec-complete: ${usageError(text, 'openspec-complete')}\n`)),
    })
    .addOption(
      new Option('-C, --directory <folder>', 'work there (default: the current folder)').argParser(
        existingFolder,
      ),
    )
    .option('--json', 'print one JSON document instead of text')
    .addHelpText('after', EXIT_CODES);
  addTasks(program, place);
  addPlan(program, place);
  addRun(program, place);
  addWatch(program, place);
  addVerify(program, place);
  addHealth(program, place);
  addInit(program, place);
  addDb(program, place);
  addSummary(program, place);
  const commands = {
    version: programVersion,
    given: (command: Command) => common(command, place),
    end: place.end,
  };
  addMetrics(program, commands);
  addFoundry(program, commands);
  addView(program, commands);
  return program;
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

function addTasks(program: Command, place: CliPlace): void {
  const command = program.command('tasks').description('show every change and task of the working tree');
  addInputOptions(command, { 'Options:': ['change'] });
  command.action(async () => {
    const { raw, ...rest } = common(command, place);
    await cliTasks({ ...rest, changes: raw.change });
  });
}

function addPlan(program: Command, place: CliPlace): void {
  const command = program
    .command('plan')
    .description('show what a run would work on, in order, and why not the rest');
  addInputOptions(command, {
    'Which tasks:': ['change', 'task', 'order', 'unit', 'max-tasks'],
    'Branches and policy:': ['base', 'branch-prefix', 'config'],
  });
  command.action(() => cliPlan(common(command, place)));
}

function addRun(program: Command, place: CliPlace): void {
  const command = program
    .command('run')
    .description('work on tasks: a branch and the text of a pull request for each, in this repository');
  addInputOptions(command, { 'Which tasks:': ['change', 'task', 'order', 'unit', 'max-tasks'] });
  const where = 'Where the work goes:';
  const own = [
    new Option('--github', 'push to origin and open pull requests'),
    new Option('--out <folder>', 'folder of the pull request texts (default: inside the git folder)'),
    new Option('--report <file>', 'file of the JSON report (default: in the state folder)').argParser(
      noFolder,
    ),
  ];
  for (const option of own) command.addOption(option.helpGroup(where));
  addInputOptions(command, {
    [where]: ['dry-run', 'base', 'branch-prefix', 'labels', 'on-failure', 'max-open-pulls'],
    'Model:': [...SERVERS, 'max-rounds', 'stall-seconds'],
    'Machine and policy:': ['sandbox', 'timeout-minutes', 'config'],
  });
  addHiddenInputOptions(command);
  command.addHelpText('after', `${RUN_EXAMPLES}\n${VARIABLES}`);
  command.action(async () => {
    const { options, ...rest } = common(command, place);
    const [out, report] = [text(options.out), text(options.report)];
    const code = await cliRun({
      ...rest,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      ...(report === undefined ? {} : { report }),
      progress: cliProgress(place.mask),
    });
    place.end(code);
  });
}

function addWatch(program: Command, place: CliPlace): void {
  const command = program
    .command('watch')
    .description('work on open tasks as they come, as `run` does, until SIGTERM or Ctrl-C');
  const when = 'When:';
  const own = [
    new Option('--interval <seconds>', 'between two scans (default: 60; or OPEN_SPEC_DAEMON_INTERVAL)'),
    new Option('--once', 'scan once, then end'),
    new Option('--github', 'push to origin and open pull requests'),
    new Option('--out <folder>', 'folder of the pull request texts (default: inside the git folder)'),
  ];
  for (const option of own) command.addOption(option.helpGroup(when));
  addInputOptions(command, {
    'Which tasks:': ['change', 'order', 'unit', 'max-tasks'],
    'Model:': [...SERVERS, 'max-rounds', 'stall-seconds'],
    'Machine and policy:': ['sandbox', 'timeout-minutes', 'config'],
  });
  addHiddenInputOptions(command);
  command.addHelpText('after', VARIABLES);
  command.action(async () => {
    const { options, ...rest } = common(command, place);
    const out = text(options.out);
    const code = await cliWatch({
      ...rest,
      interval: text(options.interval),
      once: options.once === true,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      // For journald: whole lines on stdout, which it keeps and rotates.
      progress: plainProgress((line) => place.print(place.mask(line))),
      mask: place.mask,
    });
    place.end(code);
  });
}

function addVerify(program: Command, place: CliPlace): void {
  const command = program
    .command('verify')
    .description('run the recorded gates of a pull request again, on exactly the tree that was proven')
    .argument('<what>', 'a branch, the text file of a local run, or with --github a number')
    .option('--github', 'read pull request and branch from origin; nothing is pushed')
    .option('--out <folder>', 'folder of the pull request texts (default: inside the git folder)');
  addInputOptions(command, {
    'Machine and policy:': ['sandbox', 'timeout-minutes', 'config', 'branch-prefix'],
  });
  addHiddenInputOptions(command);
  command.addHelpText('after', `${VERIFY_EXAMPLES}\n${VARIABLES}`);
  command.action(async (subject: string) => {
    const { options, ...rest } = common(command, place);
    const out = text(options.out);
    const code = await cliVerify({
      ...rest,
      subject,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      progress: cliProgress(place.mask),
    });
    place.end(code);
  });
}

function addHealth(program: Command, place: CliPlace): void {
  const command = program
    .command('health')
    .description('say whether a run could start now, and the fix for what is missing')
    .addArgument(
      program.createArgument('[part]', 'what to look at').choices(HEALTH_PARTS).default('all', 'all'),
    );
  addInputOptions(command, { 'Options:': [...SERVERS, 'sandbox'] });
  addHiddenInputOptions(command);
  command.action(async (part: HealthPart) => place.end(await cliHealth({ ...common(command, place), part })));
}

function addInit(program: Command, place: CliPlace): void {
  const command = program
    .command('init')
    .description('write the workflows and the policy file into .github, never over a file that is there')
    .option('--force', 'write over files that are there')
    .option('--pin <sha>', 'commit of openspec-complete that the workflows use (40 hexadecimal digits)');
  command.action(async () => {
    const { options, ...rest } = common(command, place);
    const pin = text(options.pin);
    await cliInit({ ...rest, force: options.force === true, ...(pin === undefined ? {} : { pin }) });
  });
}

function addDb(program: Command, place: CliPlace): void {
  const db = program.command('db').description("look after the control plane's database");
  const command = db
    .command('init')
    .description('create the tables that are missing; nothing that is there is changed');
  addInputOptions(command, { 'Options:': ['control-dsn'] });
  addHiddenInputOptions(command);
  command.action(() => cliDbInit(common(command, place)));
}

function addSummary(program: Command, place: CliPlace): void {
  const command = program
    .command('summary')
    .description('print one job summary of the JSON reports in a folder, as Markdown')
    .argument('<folder>', 'searched with the folders in it');
  command.action((reports: string) => cliSummary({ ...common(command, place), reports }));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function noFolder(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('It is a folder.');
}

function existingFolder(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('There is no such folder.');
}
