#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander';
import { createLiveProgress } from '../adapters/system/live-progress.ts';
import { createPlainProgress } from '../adapters/system/plain-progress.ts';
import { INPUTS, type Input } from '../config/inputs.ts';
import type { RawInputs } from '../config/parse-inputs.ts';
import { secretMasker } from '../core/policy/mask-secrets.ts';
import { plainLine } from '../core/text/plain-line.ts';
import type { Progress } from '../ports/progress.ts';
import { cliHealth, type HealthPart } from './cli-health.ts';
import { cliPlan } from './cli-plan.ts';
import { cliRun } from './cli-run.ts';
import { cliTasks } from './cli-tasks.ts';
import { secretsOf, takeEnvironment } from './environment.ts';
import { endWith } from './exit.ts';

declare const OPENSPEC_COMPLETE_VERSION: string | undefined;

const env = takeEnvironment();
const mask = secretMasker(secretsOf(env));
const print = (text: string): void => void process.stdout.write(`${text.replace(/\n$/, '')}\n`);

interface CommonOptions {
  readonly directory: string;
  readonly json?: true;
}

/** Inputs that make no sense outside a workflow. */
const ONLY_IN_WORKFLOWS: ReadonlySet<string> = new Set(['mode', 'shard', 'allow-bots']);

/** Gives a command the Action's inputs as options, by the same names. */
function withInputs(command: Command, names?: readonly string[]): Command {
  const inputs: readonly Input[] = INPUTS;
  for (const { name, about, env: variables, ...rest } of inputs) {
    if (ONLY_IN_WORKFLOWS.has(name) || (names && !names.includes(name))) continue;
    const shown = rest.default === '' || rest.default.startsWith('${{') ? '' : `; default ${rest.default}`;
    const source = variables ? ` [${variables.join(', ')}]` : '';
    const isFlag = name === 'dry-run';
    const option = new Option(
      isFlag ? `--${name} [true|false]` : `--${name} <value>`,
      `${about}${source}${isFlag ? '' : shown}`,
    );
    command.addOption(isFlag ? option.preset('true') : option);
  }
  return command;
}

/** commander names options in camel case; inputs are kebab case. */
function rawInputs(options: Readonly<Record<string, unknown>>): RawInputs {
  const camel = (name: string) => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(
    INPUTS.map(({ name }) => {
      const value = options[camel(name)];
      return [name, typeof value === 'string' ? value : undefined];
    }),
  );
}

function makeProgress(): Progress {
  if (process.stderr.isTTY) {
    const { stderr } = process;
    return createLiveProgress({ write: (text) => stderr.write(mask(text)), columns: stderr.columns });
  }
  const printLine = (line: string): void => void process.stderr.write(`${mask(line)}\n`);
  return createPlainProgress({ print: printLine, now: () => performance.now(), tickEvery: 15_000 });
}

function buildProgram(setCode: (code: number) => void): Command {
  const program = new Command('openspec-complete')
    .description('Turns open OpenSpec tasks of a Rust repository into pull requests that cargo has proven.')
    .version(typeof OPENSPEC_COMPLETE_VERSION === 'string' ? OPENSPEC_COMPLETE_VERSION : '0.0.0-source')
    .exitOverride()
    .showHelpAfterError('(openspec-complete --help lists what there is)')
    .showSuggestionAfterError();
  const add = (name: string, about: string): Command =>
    program
      .command(name)
      .description(about)
      .option('-C, --directory <folder>', 'the repository', process.cwd())
      .option('--json', 'print JSON');

  add('tasks', 'what it sees: every change and task of the working tree')
    .option('--change <name>', 'only these changes (comma separated)')
    .action(async (options: CommonOptions & { change?: string }) => {
      await cliTasks({
        folder: options.directory,
        changes: options.change,
        json: options.json === true,
        print,
      });
    });

  withInputs(add('plan', 'what a run would work on, in order, and why not the rest'), [
    'change',
    'task',
    'order',
    'max-tasks',
    'config',
    'base',
    'branch-prefix',
  ]).action(async (options: CommonOptions & Record<string, unknown>) => {
    const request = {
      raw: rawInputs(options),
      env,
      folder: options.directory,
      json: options.json === true,
      print,
    };
    await cliPlan(request);
  });

  withInputs(add('run', 'work on tasks: a branch and a pull request text each, in this repository'))
    .option('--github', 'push to origin and open pull requests')
    .option('--out <folder>', 'where the pull request texts go (default: in the git folder)')
    .option('--report <file>', 'where the JSON report goes')
    .action(
      async (
        options: CommonOptions & { github?: true; out?: string; report?: string } & Record<string, unknown>,
      ) => {
        const { out, report } = options;
        const request = {
          raw: rawInputs(options),
          env,
          folder: options.directory,
          github: options.github === true,
          ...(out === undefined ? {} : { out }),
          ...(report === undefined ? {} : { report }),
          json: options.json === true,
          print,
          progress: makeProgress(),
          mask,
        };
        setCode(await cliRun(request));
      },
    );

  withInputs(add('health', 'whether a run could start now, and the fix for what is missing'), [
    'lm-studio-url',
    'lm-studio-model',
    'lm-studio-api-key',
    'sandbox',
  ])
    .addArgument(
      program
        .createArgument('[part]', 'what to look at')
        .choices(['lm', 'sandbox', 'git', 'toolchain', 'all'])
        .default('all'),
    )
    .action(async (part: HealthPart, options: CommonOptions & Record<string, unknown>) => {
      const place = { env, folder: options.directory, json: options.json === true, print };
      setCode(await cliHealth({ part, raw: rawInputs(options), ...place }));
    });
  return program;
}

async function main(): Promise<number> {
  let code = 0;
  try {
    await buildProgram((given) => (code = given)).parseAsync();
    return code;
  } catch (error) {
    // commander has already printed what was wrong with the command line; --help and --version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const end = endWith(error);
    process.stderr.write(
      `openspec-complete: ${end.code === 70 ? mask(end.text) : plainLine(mask(end.text))}\n`,
    );
    return end.code;
  }
}

const code = await main();
// Output to a pipe may still be on its way; timers of retries that nobody waits for must not keep the process.
await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
process.exit(code);
