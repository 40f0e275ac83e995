import { type Command, InvalidArgumentError, Option } from 'commander';
import { cliFoundryWatch } from './cli-foundry-watch.ts';
import type { CommandPlace } from './command-place.ts';
import { stopOnSignals } from './stop-signal.ts';

const EXAMPLES = `
Examples:
  openspec-complete foundry watch src docs             a brick for each file, on the map in bricks/, until Ctrl-C
  openspec-complete foundry watch /proc/meminfo --poll 1
  openspec-complete foundry watch --once --json        the paths of the FoundryTasks (watch_path), once`;

/** The command `openspec-complete foundry watch`. */
export function addFoundryWatch(foundry: Command, { version, given, end }: CommandPlace): void {
  const command = foundry
    .command('watch')
    .description('keep bricks in step with files and folders, and on the map')
    .argument('[paths...]', 'files and folders (default: those of the FoundryTasks of type watch_path)')
    .option('--map <folder>', 'folder of the bricks and their manifest.json', 'bricks')
    .option('--once', 'bring everything into step, then end')
    .addOption(
      new Option(
        '--poll <seconds>',
        'between two looks at files of /proc and /sys, which tell no changes, and two tries to write',
      )
        .default(5)
        .argParser(secondsOf),
    )
    .addOption(
      new Option(
        '--max-files <number>',
        'files that get a brick: when it starts those that changed last, later ones while there is room',
      )
        .default(1_000)
        .argParser(filesOf),
    )
    .addHelpText('after', EXAMPLES);
  command.action(async (paths: readonly string[]) => {
    const { options, ...rest } = given(command);
    await cliFoundryWatch({
      ...rest,
      paths,
      version,
      map: String(options.map),
      once: options.once === true,
      pollSeconds: Number(options.poll),
      mostFiles: Number(options.maxFiles),
      signal: stopOnSignals().signal,
    });
    end(0);
  });
}

function secondsOf(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,5}(\.\d{1,3})?$/.test(text) && seconds >= 0.5) return seconds;
  throw new InvalidArgumentError('Give seconds from 0.5 on.');
}

function filesOf(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a number from 1 to 9999999.');
}
