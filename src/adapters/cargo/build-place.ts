import { createHash } from 'node:crypto';
import { lstatSync, readFileSync, readlinkSync, realpathSync } from 'node:fs';
import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { findBuildCode } from '../../core/builds/find-build-code.ts';
import type { Slot } from '../../ports/toolchain.ts';
import { copyOfTarget, type SlotWithCopy } from './copy-of-target.ts';
import { removeBuilt } from './remove-built.ts';
import { ledgerOf, treeFiles } from './source-ledger.ts';

/** Whose code has run while the slot's own target was built. Lies beside it, where sandboxed programs cannot reach. */
interface BuildRecord {
  readonly digest: string;
  /** Whether it was the base's, so that others may begin with a copy. */
  readonly ofBase: boolean;
}

/**
 * Where a command that builds may run. Build scripts and procedural macros run while cargo builds and can write anything
 * into the target, also that broken code of another crate is fresh. So the slot's own target is for trees whose build
 * code is that of the base, or where nothing of the workspace runs; other trees get a copy for this one command, and
 * what they left in it is thrown away. See docs/adr/0015-sandbox-walls.md.
 */
export async function buildPlace(slot: Slot, signal?: AbortSignal): Promise<SlotWithCopy> {
  const own = { slot, [Symbol.asyncDispose]: async () => undefined };
  const digest = digestOf(slot);
  if (digest === undefined) return own;
  const record = readRecord(slot);
  if (record?.digest === digest) return own;
  if (record === undefined && (await isEmpty(slot.target))) {
    await writeRecord(slot, { digest, ofBase: false });
    return own;
  }
  return await copyOfTarget(slot, signal, record?.ofBase ?? false);
}

/** Says that the tree as it is now is the base: what its build code leaves in the target may be believed. */
export async function trustBuildCode(slot: Slot): Promise<void> {
  const digest = digestOf(slot);
  if (digest === undefined) return;
  const record = readRecord(slot);
  if (record && !record.ofBase && record.digest !== digest) {
    await removeBuilt(slot.target);
    await rm(ledgerOf(slot), { force: true });
  }
  await writeRecord(slot, { digest, ofBase: true });
}

/** A digest of paths and contents of all build code; undefined where there is none. */
function digestOf(slot: Slot): string | undefined {
  const files = [...treeFiles(slot)].sort();
  const bytes = (path: string) => contentOf(slot.tree, path);
  const code = findBuildCode(files, (path) => bytes(path).toString('utf8'));
  if (code === undefined) return undefined;
  const hash = createHash('sha256');
  for (const path of code) {
    const content = bytes(path);
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Of a link what it leads to in the tree, else where it leads: the tree is not trusted. */
function contentOf(tree: string, path: string): Buffer {
  const full = join(tree, path);
  if (!lstatSync(full).isSymbolicLink()) return readFileSync(full);
  try {
    const real = realpathSync(full);
    if (real.startsWith(realpathSync(tree) + sep) && lstatSync(real).isFile()) return readFileSync(real);
  } catch {
    // It leads nowhere.
  }
  return Buffer.from(readlinkSync(full));
}

function recordOf({ target }: Pick<Slot, 'target'>): string {
  return `${target}.build-code.json`;
}

function readRecord(slot: Slot): BuildRecord | undefined {
  try {
    const { digest, ofBase } = JSON.parse(readFileSync(recordOf(slot), 'utf8'));
    return typeof digest === 'string' ? { digest, ofBase: ofBase === true } : undefined;
  } catch {
    return undefined;
  }
}

async function writeRecord(slot: Slot, record: BuildRecord): Promise<void> {
  const draft = `${recordOf(slot)}.${process.pid}.new`;
  await writeFile(draft, JSON.stringify(record));
  await rename(draft, recordOf(slot));
}

/** A folder that cannot be read is none: who knows what is in it. */
async function isEmpty(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : [''],
  );
  return names.length === 0;
}
