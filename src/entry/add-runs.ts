import { statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { cliProgress, plainProgress } from './cli-progress.ts';
import { cliRun } from './cli-run.ts';
import { cliVerify } from './cli-verify.ts';
import { cliWatch } from './cli-watch.ts';
import type { CommandPlace } from './command-place.ts';
import { addHiddenInputOptions, addInputOptions, SERVER_INPUTS } from './input-options.ts';
import { portNumber } from './port-number.ts';

const VARIABLES = `
Secrets come from the environment: GITHUB_TOKEN or GH_TOKEN (for --github), LM_STUDIO_API_KEY,
FALLBACK_API_KEY, GEMATRIA_DSN (the database that calls are recorded in).`;
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

/** The commands that work on tasks: `run`, `watch` and `verify`. */
export function addRuns(program: Command, place: CommandPlace): void {
  addRun(program, place);
  addWatch(program, place);
  addVerify(program, place);
}

function addRun(program: Command, { given, end }: CommandPlace): void {
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
    'Model:': [...SERVER_INPUTS, 'max-rounds', 'stall-seconds'],
    'Machine and policy:': ['sandbox', 'timeout-minutes', 'config'],
  });
  addHiddenInputOptions(command);
  command.addHelpText('after', `${RUN_EXAMPLES}\n${VARIABLES}`);
  command.action(async () => {
    const { options, ...rest } = given(command);
    const [out, report] = [text(options.out), text(options.report)];
    const code = await cliRun({
      ...rest,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      ...(report === undefined ? {} : { report }),
      progress: cliProgress(rest.mask),
    });
    end(code);
  });
}

function addWatch(program: Command, { given, end }: CommandPlace): void {
  const command = program
    .command('watch')
    .description('work on open tasks as they come, as `run` does, until SIGTERM or Ctrl-C');
  const when = 'When:';
  const own = [
    new Option('--interval <seconds>', 'between two scans (default: 60; or OPEN_SPEC_DAEMON_INTERVAL)'),
    new Option('--once', 'scan once, then end'),
    new Option('--metrics-port <number>', 'serve /metrics and /health on this machine; 0: any free port')
      .argParser(portNumber)
      .conflicts('once'),
    new Option('--github', 'push to origin and open pull requests'),
    new Option('--out <folder>', 'folder of the pull request texts (default: inside the git folder)'),
  ];
  for (const option of own) command.addOption(option.helpGroup(when));
  addInputOptions(command, {
    'Which tasks:': ['change', 'order', 'unit', 'max-tasks'],
    'Model:': [...SERVER_INPUTS, 'max-rounds', 'stall-seconds'],
    'Machine and policy:': ['sandbox', 'timeout-minutes', 'config'],
  });
  addHiddenInputOptions(command);
  command.addHelpText('after', VARIABLES);
  command.action(async () => {
    const { options, ...rest } = given(command);
    const out = text(options.out);
    const code = await cliWatch({
      ...rest,
      interval: text(options.interval),
      once: options.once === true,
      metricsPort: typeof options.metricsPort === 'number' ? options.metricsPort : undefined,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      // For journald: whole lines on stdout, which it keeps and rotates.
      progress: plainProgress(rest.print),
    });
    end(code);
  });
}

function addVerify(program: Command, { given, end }: CommandPlace): void {
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
    const { options, ...rest } = given(command);
    const out = text(options.out);
    const code = await cliVerify({
      ...rest,
      subject,
      github: options.github === true,
      ...(out === undefined ? {} : { out }),
      progress: cliProgress(rest.mask),
    });
    end(code);
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function noFolder(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('It is a folder.');
}
