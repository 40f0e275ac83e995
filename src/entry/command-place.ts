import type { Command } from 'commander';
import type { RawInputs } from '../config/parse-inputs.ts';
import type { Environment } from './environment.ts';

/** What every command is given: options of its own, and those that may also stand before its name. */
export interface Given {
  readonly options: Readonly<Record<string, unknown>>;
  readonly raw: RawInputs;
  readonly env: Environment;
  /** Prints on stdout, masked. */
  readonly print: (text: string) => void;
  /** The folder that the command works in. */
  readonly folder: string;
  readonly json: boolean;
  readonly mask: (text: string) => string;
  /** Values that {@link mask} hides from now on. */
  readonly hide: (secrets: readonly string[]) => void;
}

/** Where commands are added to the program. */
export interface CommandPlace {
  readonly version: string;
  readonly given: (command: Command) => Given;
  /** The exit code of a command that ended; 0 where none is told. */
  readonly end: (code: number) => void;
}
