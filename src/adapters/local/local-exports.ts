import { randomUUID } from 'node:crypto';
import { copyFile, link, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { systemFault } from '../../core/system-fault.ts';
import type { ExportFolder } from '../../ports/export-folder.ts';
import { realFolder } from './real-folder.ts';

/** One file on its way: new content beside its place, and a second name for what was there. */
interface Step {
  readonly path: string;
  readonly fresh: string;
  readonly old: string;
  /** Whether something was there. */
  readonly isThere: boolean;
}

const DRAFT = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.(?:tmp|old)$/;
const LEFT_BEHIND_MILLISECONDS = 3_600_000;

/** A folder of the machine. `within`: see {@link realFolder}. Nothing in it but the files named is touched. */
export class LocalExports implements ExportFolder {
  readonly path: string;
  readonly #within: string;
  readonly #now: () => number;

  constructor(place: { readonly path: string; readonly within: string; readonly now?: () => number }) {
    this.path = place.path;
    this.#within = place.within;
    this.#now = place.now ?? Date.now;
  }

  async replace(files: ReadonlyMap<string, string>): Promise<void> {
    const done: Step[] = [];
    const steps: Step[] = [];
    try {
      const folder = await realFolder(this.path, this.#within);
      for (const name of files.keys()) steps.push(await stepOf(join(folder, name)));
      for (const [index, text] of [...files.values()].entries()) await write(steps[index], text);
      for (const step of steps) if (step.isThere) await keepOld(step);
      for (const step of steps) {
        await rename(step.fresh, step.path);
        done.push(step);
      }
      // What is in place stays, whatever becomes of the rest.
      await sweep(folder, [...files.keys()], this.#now()).catch(() => undefined);
    } catch (cause) {
      for (const step of done.toReversed())
        await (step.isThere ? rename(step.old, step.path) : rm(step.path, { force: true }));
      throw faultAt(this.path, cause);
    } finally {
      for (const { fresh, old } of steps)
        for (const path of [fresh, old]) await rm(path, { force: true }).catch(() => undefined);
    }
  }
}

/** Removes what a killed export left beside its files, once no other one can be at work on it. */
async function sweep(folder: string, names: readonly string[], now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    // A second name has the content's old modification time: only its change tells when it was made.
    const isDraft = names.some((one) => name.startsWith(`${one}.`) && DRAFT.test(name.slice(one.length)));
    const path = join(folder, name);
    const facts = isDraft ? await lstat(path).catch(() => undefined) : undefined;
    if (facts?.isFile() && facts.ctimeMs < now - LEFT_BEHIND_MILLISECONDS) await rm(path, { force: true });
  }
}

async function stepOf(path: string): Promise<Step> {
  const found = await lstat(path).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  });
  if (found && !found.isFile()) throw new Fault('path-unusable', `${path}, which is no plain file,`);
  const draft = `${path}.${randomUUID()}`;
  return { path, fresh: `${draft}.tmp`, old: `${draft}.old`, isThere: found !== undefined };
}

async function write(step: Step | undefined, text: string): Promise<void> {
  if (!step) return;
  await using file = await open(step.fresh, 'wx');
  await file.writeFile(text);
  await file.sync();
}

/** File systems without hard links (FAT, some network folders) get a copy. */
async function keepOld({ path, old }: Step): Promise<void> {
  await link(path, old).catch(() => copyFile(path, old));
}

/** Names the folder, not the draft that could not be written. */
function faultAt(path: string, cause: unknown): unknown {
  if (cause instanceof Fault || !(cause instanceof Error) || !('code' in cause)) return cause;
  if (systemFault(cause)?.code === 'disk-full') return new Fault('disk-full', path, { cause });
  // Errors of system calls; those of Node itself begin with ERR_ and are bugs.
  return /^E[A-Z0-9]+$/.test(String(cause.code)) ? new Fault('not-writable', path, { cause }) : cause;
}
