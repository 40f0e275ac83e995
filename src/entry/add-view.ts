import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { cliView } from './cli-view.ts';
import type { CommandPlace } from './command-place.ts';
import { addHiddenInputOptions } from './input-options.ts';
import { portNumber } from './port-number.ts';
import { stopOnSignals } from './stop-signal.ts';

const PORT = 7413;

/** The command `openspec-complete view`. */
export function addView(program: Command, { given, end }: CommandPlace): void {
  const command = program
    .command('view')
    .description('show bricks on a map and runs on a dashboard, in the browser, on this machine alone')
    .option('--map <folder>', 'folder of the bricks and their manifest.json', 'bricks')
    .addOption(
      new Option('--port <number>', 'port of the page; 0: any that is free')
        .default(PORT)
        .argParser(portNumber),
    );
  addHiddenInputOptions(command);
  command.action(async () => {
    const { options, ...rest } = given(command);
    const map = resolve(rest.folder, String(options.map));
    const mapHasToBe = command.getOptionValueSource('map') !== 'default';
    const { signal } = stopOnSignals();
    end(await cliView({ ...rest, map, mapHasToBe, port: Number(options.port), signal }));
  });
}
