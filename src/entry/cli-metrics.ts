import { statSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { cliExport } from './cli-export.ts';
import { cliStats } from './cli-stats.ts';
import type { CommandPlace } from './command-place.ts';
import { addHiddenInputOptions } from './input-options.ts';

/** Of statistics. */
const MOST_DAYS = 366;
const JOURNAL = `
The journal is the one that GEMATRIA_DSN names, and the embedded one where it is not set.`;

/** The commands that tell of the journal: `export` and `stats`. */
export function addMetrics(program: Command, place: CommandPlace): void {
  addExport(program, place);
  addStats(program, place);
}

function addExport(program: Command, { given }: CommandPlace): void {
  const command = program
    .command('export')
    .description('write usage, health, insights, budget and indicator of the last 7 days for other programs')
    .option('--out <folder>', 'folder of the files (default: share/atlas/control_plane)');
  addHiddenInputOptions(command);
  command.addHelpText('after', JOURNAL);
  command.action(async () => {
    const { options, ...rest } = given(command);
    const out = text(options.out);
    await cliExport({ ...rest, ...(out === undefined ? {} : { out }) });
  });
}

function addStats(program: Command, { given }: CommandPlace): void {
  const command = program
    .command('stats')
    .description('say how tasks, rounds, gates and models did lately')
    .addOption(new Option('--days <number>', 'of how many days').argParser(dayCount).default(7))
    .option('--openmetrics', 'print OpenMetrics text, as monitoring reads it')
    .addOption(new Option('--out <file>', 'write there instead, whole or not at all').argParser(plainFile));
  addHiddenInputOptions(command);
  command.addHelpText('after', JOURNAL);
  command.action(async () => {
    const { options, ...rest } = given(command);
    const out = text(options.out);
    await cliStats({
      ...rest,
      openMetrics: options.openmetrics === true,
      days: Number(options.days),
      ...(out === undefined ? {} : { out }),
    });
  });
}

function dayCount(text: string): number {
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_DAYS}.`);
}

function plainFile(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new InvalidArgumentError('It is a folder.');
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
