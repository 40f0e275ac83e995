import { link, lstat, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { printTaskFile } from '../../core/foundry/task-file.ts';
import { withResult } from '../../core/foundry/task-result.ts';
import type { TaskClaim } from '../../ports/foundry-tasks.ts';
import { errorCode } from './error-code.ts';
import { temporaryPath } from './temporary-path.ts';
import { writeFully } from './write-fully.ts';

const HEARTBEAT_MILLISECONDS = 10_000;

/** Holds a claimed task: its file is touched every 10 seconds until it is finished or given back. */
export async function holdTask(folder: string, base: string): Promise<TaskClaim> {
  const claimed = join(folder, printTaskFile({ base, state: 'claimed' }));
  const file = await open(claimed, 'r+');
  const heartbeat = setInterval(() => {
    file.utimes(new Date(), new Date()).catch(() => undefined);
  }, HEARTBEAT_MILLISECONDS);
  heartbeat.unref();
  const original = await file.stat();
  const bytes = await file.readFile();
  let isHeld = true;
  const release = async (): Promise<boolean> => {
    if (!isHeld) return false;
    isHeld = false;
    clearInterval(heartbeat);
    await file.close();
    return (await lstat(claimed).catch(() => undefined))?.ino === original.ino;
  };
  return {
    bytes,
    finish: async (result) => {
      // The result is in the file before the file is called finished: a crash in between loses neither.
      const temporary = await temporaryPath(claimed);
      try {
        await using draft = await open(temporary, 'wx', original.mode & 0o777);
        await writeFully(draft, withResult(bytes, result), claimed);
        await draft.sync();
        if (!(await release())) return false;
        await rename(temporary, claimed);
      } finally {
        await rm(temporary, { force: true });
      }
      await rename(claimed, join(folder, printTaskFile({ base, state: result.outcome })));
      return true;
    },
    [Symbol.asyncDispose]: async () => {
      if (!(await release())) return;
      await link(claimed, join(folder, base)).catch((error: unknown) => {
        // A new task of this name is waiting: this one stays claimed, and is taken over once it is stale.
        if (errorCode(error) !== 'EEXIST') throw error;
      });
      const pending = await lstat(join(folder, base)).catch(() => undefined);
      if (pending?.ino === original.ino) await rm(claimed);
    },
  };
}
