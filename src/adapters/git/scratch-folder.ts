import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isKnownToHaveEnded, nameOfProcess, PROCESS_NAME } from '../machine/process-name.ts';

const PREFIX = 'openspec-complete-git-';
const NAME = new RegExp(`^${PREFIX}(${PROCESS_NAME})-\\w+$`);

/** A private folder for as long as it takes. Those that a killed process has left behind go at the first call. */
export async function makeScratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  swept ??= sweep();
  await swept;
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${await nameOfProcess()}-`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

let swept: Promise<void> | undefined;

async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [, maker] = NAME.exec(name) ?? [];
    if (maker === undefined || !(await isKnownToHaveEnded(maker))) continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}
