import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSelf, type Holder, stateOf } from './holder.ts';

const PREFIX = 'openspec-complete-git-';
const NAME = /^openspec-complete-git-([0-9a-f]{12})-(\d+)-(\d+)-\w+$/;

/** A private folder for as long as it takes. Those that a killed process has left behind go at the first call. */
export async function makeScratchFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  me ??= describeSelf();
  const self = await me;
  swept ??= sweep(self);
  await swept;
  const path = await mkdtemp(join(tmpdir(), `${PREFIX}${placeOf(self)}-${self.pid}-${self.started || 0}-`));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

let me: Promise<Holder> | undefined;
let swept: Promise<void> | undefined;

async function sweep(self: Holder): Promise<void> {
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    const [, place, pid, started = ''] = NAME.exec(name) ?? [];
    if (place !== placeOf(self)) continue;
    // Without /proc nobody knows when a process started, and every number is taken for alive.
    if (self.started === '' || (await stateOf({ ...self, pid: Number(pid), started }, self)) !== 'dead')
      continue;
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Names where the number of a process means something: this machine since its start, in this container. */
function placeOf({ host, boot, namespace }: Holder): string {
  return createHash('sha256')
    .update(JSON.stringify([host, boot, namespace]))
    .digest('hex')
    .slice(0, 12);
}
