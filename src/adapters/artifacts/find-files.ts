import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isHarmfulBelow, isKernelFile, leavesDisk } from '../../core/foundry/kernel-files.ts';
import { OWN_STATE } from '../../core/foundry/own-state.ts';
import type { FoundFile, Looked, LookWish } from '../../ports/artifact-watcher.ts';
import { errorCode } from './error-code.ts';

export interface FindOptions {
  /** Told before the folder is read, so that nothing comes to be there unseen. */
  readonly onFolder: (path: string) => void;
  /** Paths that are passed over, with everything below. */
  readonly without: (path: string) => boolean;
}

const LEFT_OUT = 100;
const OTHERS = 5;
/** Entries that are read from a folder at once. */
const ENTRIES = 1_024;
/** Changed less long ago than this, a file may change again and keep its times. */
const SETTLED_MILLISECONDS = 2_000;

/** Finds the plain files at and below a path. Memory is for those that it gives, however many there are. */
export async function findFiles(path: string, wish: LookWish, options: FindOptions): Promise<Looked> {
  const found = new Found(path, wish);
  const folders = isBelowLink(path) ? [] : [path];
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    if (options.without(at) || leavesDisk(path, at)) continue;
    const stats = statsOf(at, found);
    if (stats?.isFile()) found.add(at, stats);
    else if (stats?.isDirectory()) await addFolder(at, found, folders, options);
    else if (stats && !stats.isSymbolicLink()) found.leaveOut(at, 'a device, socket or pipe');
  }
  return found.end();
}

async function addFolder(path: string, found: Found, folders: string[], options: FindOptions): Promise<void> {
  options.onFolder(path);
  try {
    for await (const entry of await opendir(path, { bufferSize: ENTRIES })) {
      const child = join(path, entry.name);
      if (entry.name.includes('\ufffd')) found.leaveOut(child, 'its name is no UTF-8');
      else if (entry.isDirectory()) folders.push(...(OWN_STATE.has(entry.name) ? [] : [child]));
      else if (entry.isFile()) addFile(child, found, options);
      else if (entry.isSymbolicLink()) found.links += 1;
      else found.leaveOut(child, 'a device, socket or pipe');
    }
  } catch (error) {
    if (errorCode(error) === '') throw error;
    if (errorCode(error) !== 'ENOENT') found.leaveOut(path, lookTrouble(errorCode(error)));
  }
}

function addFile(path: string, found: Found, { without }: FindOptions): void {
  if (without(path)) return;
  if (isHarmfulBelow(found.root, path)) {
    found.leaveOut(path, 'folded only when it is named');
    return;
  }
  const stats = statsOf(path, found);
  if (stats?.isFile()) found.add(path, stats);
}

/** A folder above it may have been swapped for a link. */
function isBelowLink(path: string): boolean {
  try {
    const folder = dirname(path);
    return realpathSync.native(folder) !== folder;
  } catch {
    return false;
  }
}

/** Waiting for each of 100,000 files would take seconds; asking takes microseconds. */
function statsOf(path: string, found: Found): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if (errorCode(error) === '') throw error;
    if (errorCode(error) !== 'ENOTDIR') found.leaveOut(path, lookTrouble(errorCode(error)));
    return undefined;
  }
}

/** What an error of lstat(2) or opendir(3) means to a user. */
function lookTrouble(code: string): string {
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not look into it';
  return `it cannot be looked at (${code})`;
}

class Found {
  readonly root: string;
  /** Links that were passed over. */
  links = 0;
  readonly #wish: LookWish;
  readonly #known: FoundFile[] = [];
  readonly #leftOut: { path: string; why: string }[] = [];
  #newest: FoundFile[] = [];
  #others: string[] = [];
  #total = 0;
  #leftOutTotal = 0;

  constructor(root: string, wish: LookWish) {
    this.root = root;
    this.#wish = wish;
  }

  add(path: string, stats: Stats): void {
    this.#total += 1;
    const isSettled = stats.ctimeMs < Date.now() - SETTLED_MILLISECONDS && !isKernelFile(path);
    const file: FoundFile = {
      path,
      changed: stats.mtimeMs,
      ...(isSettled ? { stamp: `${stats.ino} ${stats.size} ${stats.ctimeMs}` } : {}),
    };
    if (this.#wish.isKnown(path)) this.#known.push(file);
    else this.#newest.push(file);
    if (this.#newest.length > 2 * this.#wish.most + ENTRIES) this.#cut();
  }

  leaveOut(path: string, why: string): void {
    this.#leftOutTotal += 1;
    if (this.#leftOut.length < LEFT_OUT) this.#leftOut.push({ path, why });
  }

  end(): Looked {
    this.#cut();
    if (this.#total === 0 && this.links > 0)
      this.leaveOut(this.root, 'it holds nothing but links, which are not followed');
    return {
      files: [...this.#known, ...this.#newest],
      total: this.#total,
      others: this.#others,
      leftOut: this.#leftOut,
      leftOutTotal: this.#leftOutTotal,
    };
  }

  #cut(): void {
    const order = (a: FoundFile, b: FoundFile) => b.changed - a.changed || (a.path < b.path ? -1 : 1);
    const sorted = this.#newest.sort(order);
    const cut = sorted.slice(this.#wish.most, this.#wish.most + OTHERS).map(({ path }) => path);
    this.#others = [...this.#others, ...cut].slice(0, OTHERS);
    this.#newest = sorted.slice(0, this.#wish.most);
  }
}
