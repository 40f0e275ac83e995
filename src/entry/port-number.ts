import { InvalidArgumentError } from 'commander';

/** A port of the command line; 0 is any that is free. Throws commander's `InvalidArgumentError`. */
export function portNumber(given: string): number {
  const port = Number(given);
  if (/^\d+$/.test(given) && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a number from 0 to 65535.');
}
