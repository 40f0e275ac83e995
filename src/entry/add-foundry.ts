import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Point } from '../core/bricks/hilbert-curve.ts';
import { addFoundryWatch } from './add-foundry-watch.ts';
import { cliAnalyse } from './cli-analyse.ts';
import { cliFold, cliInspect, cliUnfold } from './cli-foundry.ts';
import { cliFoundryRun, cliFoundryTasks } from './cli-foundry-run.ts';
import { cliProgress } from './cli-progress.ts';
import type { CommandPlace } from './command-place.ts';
import { addHiddenInputOptions, addInputOptions } from './input-options.ts';
import { stopOnSignals } from './stop-signal.ts';
import { untilStopped } from './until-stopped.ts';

const EXAMPLES = `
Examples:
  openspec-complete foundry fold /bin/ls --out ls.brick         a file; a folder, /proc/meminfo or /proc/<pid>/mem alike
  openspec-complete foundry inspect ls.brick --at 0x40          what it is, and which pixel holds a byte
  openspec-complete foundry analyse /bin/ls                     its facts, and what they mean
  openspec-complete foundry unfold ls.brick --out ls            its bytes, exactly
  openspec-complete foundry run                                 the open tasks of openspec/tasks/system_foundry`;

/** The commands of `openspec-complete foundry`. */
export function addFoundry(program: Command, place: CommandPlace): void {
  const foundry = program
    .command('foundry')
    .description('fold files, folders and memory into bricks, and back')
    .addHelpText('after', EXAMPLES);
  addFold(foundry, place);
  addUnfold(foundry, place);
  addInspect(foundry, place);
  addAnalyse(foundry, place);
  addRun(foundry, place);
  addTasks(foundry, place);
  addFoundryWatch(foundry, place);
}

function namedPath(text: string): string {
  if (text === '') throw new InvalidArgumentError('It names nothing.');
  return text;
}

function addAnalyse(foundry: Command, { given, end }: CommandPlace): void {
  const command = foundry
    .command('analyse')
    .description('say what an artifact is: facts that parsers find, and what a model makes of them')
    .argument('<source>', 'a file, a folder, a file of /proc or /sys, or /proc/<pid>/mem', namedPath)
    .option('--facts-only', 'ask no model');
  addInputOptions(command, { 'Model:': ['lm-studio-url', 'lm-studio-model', 'stall-seconds'] });
  addHiddenInputOptions(command);
  command.action(async (source: string) => {
    const { options, ...rest } = given(command);
    const factsOnly = options.factsOnly === true;
    const request = { ...rest, source, factsOnly, progress: cliProgress(rest.mask) };
    end(await untilStopped((signal) => cliAnalyse({ ...request, signal })));
  });
}

function addFold(foundry: Command, { version, given, end }: CommandPlace): void {
  const command = foundry
    .command('fold')
    .description('fold an artifact along the Hilbert curve into a brick with its sidecar')
    .argument('<source>', 'a file, a folder, a file of /proc or /sys, or /proc/<pid>/mem', namedPath)
    .requiredOption('--out <file>', 'path of the brick; one that is there is replaced')
    .option('--compress', 'compress the bytes in the texture')
    .option('--preview <file>', 'also write a PNG of the brick, 512 pixels wide at most')
    .option('--analyse', 'ask the model what it means, for the sidecar');
  addInputOptions(command, { 'Model:': ['lm-studio-url', 'lm-studio-model', 'stall-seconds'] });
  addHiddenInputOptions(command);
  command.action(async (source: string) => {
    const { options, ...rest } = given(command);
    const preview = options.preview;
    const request = {
      ...rest,
      source,
      version,
      out: String(options.out),
      compress: options.compress === true,
      analyse: options.analyse === true,
      progress: cliProgress(rest.mask),
      ...(typeof preview === 'string' ? { preview } : {}),
    };
    end(await untilStopped((signal) => cliFold({ ...request, signal })));
  });
}

function addUnfold(foundry: Command, { given, end }: CommandPlace): void {
  const command = foundry
    .command('unfold')
    .description('give the artifact of a brick back, byte for byte')
    .argument('<brick>', 'a brick, or the index of several (X.bricks.json)', namedPath)
    .requiredOption('--out <file>', 'path of the file, or of the folder for a folded folder')
    .option('--archive', 'give a folded folder as the archive (tar) that is in the brick');
  command.action(async (brick: string) => {
    const { options, ...rest } = given(command);
    const request = { ...rest, brick, out: String(options.out), archive: options.archive === true };
    end(await untilStopped((signal) => cliUnfold({ ...request, signal })));
  });
}

function addInspect(foundry: Command, { given, end }: CommandPlace): void {
  const command = foundry
    .command('inspect')
    .description('check a brick and say what it is')
    .argument('<brick>', 'a brick, or the index of several (X.bricks.json)', namedPath)
    .addOption(
      new Option('--at <offset>', 'say where this byte of the artifact is')
        .argParser(offsetOf)
        .conflicts('pixel'),
    )
    .addOption(
      new Option('--pixel <x,y>', 'say which byte of the artifact this pixel is').argParser(pointOf),
    );
  command.action(async (brick: string) => {
    const { options, ...rest } = given(command);
    const { at, pixel } = options as { readonly at?: number; readonly pixel?: Point };
    const place = at !== undefined ? { offset: at } : pixel !== undefined ? { pixel } : undefined;
    const request = { ...rest, brick, ...(place ? { place } : {}) };
    end(await untilStopped((signal) => cliInspect({ ...request, signal })));
  });
}

function addRun(foundry: Command, { version, given, end }: CommandPlace): void {
  const command = foundry
    .command('run')
    .description(
      'do the FoundryTasks of openspec/tasks/system_foundry: bricks into bricks/, results into the tasks',
    )
    .argument(
      '[tasks...]',
      'files, names or ids of tasks, whatever state they are in (default: all that are open)',
    );
  addInputOptions(command, { 'Model:': ['lm-studio-url', 'lm-studio-model', 'stall-seconds'] });
  addHiddenInputOptions(command);
  command.action(async (tasks: readonly string[]) => {
    const { options: _, ...rest } = given(command);
    const { signal } = stopOnSignals();
    const progress = cliProgress(rest.mask);
    end(await cliFoundryRun({ ...rest, tasks, version, progress, signal }));
  });
}

function addTasks(foundry: Command, { given }: CommandPlace): void {
  const command = foundry
    .command('tasks')
    .description('show the FoundryTasks of openspec/tasks/system_foundry and their states');
  command.action(() => cliFoundryTasks(given(command)));
}

function offsetOf(text: string): number {
  if (/^(\d{1,15}|0x[0-9a-f]{1,12})$/i.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number of bytes, as 4096 or 0x1000.');
}

function pointOf(text: string): Point {
  const found = /^(\d{1,5}),(\d{1,5})$/.exec(text);
  if (found) return { x: Number(found[1]), y: Number(found[2]) };
  throw new InvalidArgumentError('Give column and row, as 12,40.');
}
