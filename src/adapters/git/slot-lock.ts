import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeSelf, type Holder, parseHolder, stateOf } from '../machine/holder.ts';
import { makeFolders } from '../machine/make-folders.ts';

const FREE = 'free\n';
/** A holder that cannot be seen from here shows that it lives by touching its lock this often. */
const HEARTBEAT_MILLISECONDS = 60_000;
const SILENT_MILLISECONDS = 10 * HEARTBEAT_MILLISECONDS;
/** Longest time between creating a lock file and filling it, generously. */
const UNFILLED_MILLISECONDS = 60_000;

/**
 * Takes a lock that dies with its process, or returns undefined when somebody lives who holds it.
 *
 * The lock is a folder of numbered files; the highest number tells the holder, or `free`. Taking it means creating
 * the next number, which only one process can. A number is never used again below a higher one, so a process that
 * read an old state and wakes up late sees that its number is not the highest and steps back.
 */
export async function takeSlotLock(folder: string): Promise<AsyncDisposable | undefined> {
  await makeFolders(folder);
  const highest = (await numbers(folder)).at(-1) ?? 0;
  if (highest > 0 && (await isHeld(join(folder, String(highest))))) return undefined;
  const mine = join(folder, String(highest + 1));
  const self = JSON.stringify({ ...(await describeSelf()), since: new Date().toISOString() });
  try {
    await writeFile(mine, self, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return undefined;
    throw error;
  }
  const now = await numbers(folder);
  if (now.at(-1) !== highest + 1) {
    await rm(mine, { force: true });
    return undefined;
  }
  for (const old of now.slice(0, -1)) await rm(join(folder, String(old)), { force: true });
  for (const draft of (await readdir(folder)).filter((name) => name.startsWith('draft-')))
    await rm(join(folder, draft), { force: true });
  const heartbeat = setInterval(() => {
    const time = new Date();
    utimes(mine, time, time).catch(() => undefined);
  }, HEARTBEAT_MILLISECONDS).unref();
  return {
    [Symbol.asyncDispose]: async () => {
      clearInterval(heartbeat);
      const isMine = (await readFile(mine, 'utf8').catch(() => '')) === self;
      if (isMine) await replace(folder, mine, FREE);
    },
  };
}

/** The process that holds a lock, where one lives that does. Changes nothing. */
export async function slotHolder(folder: string): Promise<Holder | undefined> {
  const highest = join(folder, String((await numbers(folder)).at(-1) ?? 0));
  const holder = parseHolder(await readFile(highest, 'utf8').catch(() => ''));
  return holder && (await isHeld(highest)) ? holder : undefined;
}

async function numbers(folder: string): Promise<number[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}

async function isHeld(lock: string): Promise<boolean> {
  const text = await readFile(lock, 'utf8').catch(() => undefined);
  const found = await stat(lock).catch(() => undefined);
  // Gone: somebody has taken the next number meanwhile.
  if (text === undefined || !found) return true;
  if (text === FREE) return false;
  const age = Date.now() - found.mtimeMs;
  const holder = parseHolder(text);
  if (!holder) return age < UNFILLED_MILLISECONDS;
  const state = await stateOf(holder);
  return state === 'unknown' ? age < SILENT_MILLISECONDS : state === 'alive';
}

/** One step for readers: they see the old text or the new one. */
async function replace(folder: string, file: string, text: string): Promise<void> {
  const draft = join(folder, `draft-${randomUUID()}`);
  await writeFile(draft, text);
  await rename(draft, file);
}
