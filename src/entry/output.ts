import { Fault } from '../core/fault.ts';

/** What the program prints for its user on stdout. */
export interface Output {
  readonly print: (text: string) => void;
  /** Waits until everything is on its way. Throws `disk-full` when stdout is a file that did not take it. */
  readonly finish: () => Promise<void>;
}

/** Prints to stdout. A reader that went away (`| head -1`) is no error, and must not end a run that is under way. */
export function openOutput(): Output {
  let trouble: Error | undefined;
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') trouble = error;
  });
  return {
    print: (text) => void process.stdout.write(`${text.replace(/\n$/, '')}\n`),
    finish: async () => {
      await new Promise<void>((resolve) => process.stdout.write('', () => resolve()));
      if (trouble && 'code' in trouble && trouble.code === 'ENOSPC')
        throw new Fault('disk-full', 'the standard output', { cause: trouble });
      if (trouble) throw trouble;
    },
  };
}
