import { randomUUID } from 'node:crypto';
import { basename, dirname, join, resolve } from 'node:path';
import { nameOfProcess, PROCESS_NAME } from '../machine/process-name.ts';
import { sweepTemporaries } from './sweep-temporaries.ts';

const NAME = new RegExp(`^\\..*\\.(${PROCESS_NAME})-[0-9a-f]{8}\\.tmp$`, 's');
const MOST_BYTES = 100;

/**
 * A free, hidden name beside a path, on the same file system, that says which process made it. Before the first one in a
 * folder, what killed processes left there is removed.
 */
export async function temporaryPath(path: string): Promise<string> {
  const folder = dirname(path);
  await sweepOnce(resolve(folder));
  return join(folder, `${startOf(path)}${await nameOfProcess()}-${randomUUID().slice(0, 8)}.tmp`);
}

const swept = new Map<string, Promise<void>>();

async function sweepOnce(folder: string): Promise<void> {
  const sweeping = swept.get(folder) ?? sweepTemporaries(folder, (name) => NAME.exec(name)?.[1]);
  swept.set(folder, sweeping);
  await sweeping;
}

/** As much of the name as leaves room for the rest: names have 255 bytes at most. */
function startOf(path: string): string {
  const bytes = Buffer.from(basename(path));
  const start = bytes.toString('utf8', 0, MOST_BYTES);
  return `.${bytes.length > MOST_BYTES ? start.replace(/\ufffd$/, '') : start}.`;
}
