#!/usr/bin/env node
import { CommanderError } from 'commander';
import { plainLine } from '../core/text/plain-line.ts';
import { cliProgram } from './cli-program.ts';
import { secretsOf, takeEnvironment } from './environment.ts';
import { endWith } from './exit.ts';
import { openMask } from './open-mask.ts';
import { openOutput } from './output.ts';

const env = takeEnvironment();
const { mask, hide } = openMask(secretsOf(env));
const { print, finish } = openOutput();

async function main(): Promise<number> {
  let code = 0;
  try {
    const program = cliProgram({
      env,
      print,
      mask,
      hide,
      end: (given) => (code = given),
    });
    await program.parseAsync();
    // Output to a pipe may still be on its way.
    await finish();
    return code;
  } catch (error) {
    // commander has already said what was wrong with the command line; --help and --version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const end = endWith(error);
    const said = end.code === 70 ? mask(end.text) : plainLine(mask(end.text));
    process.stderr.write(`openspec-complete: ${said}\n`);
    return end.code;
  }
}

const code = await main();
await finish().catch(() => undefined);
// Timers of retries that nobody waits for must not keep the process.
process.exit(code);
