import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeText } from '../../core/text/decode-text.ts';

/** The Rust sources of a crate's folder. */
export interface CrateFiles {
  /** Text by path relative to the folder. */
  readonly texts: ReadonlyMap<string, string>;
  /** Whether something was left out because there is too much of it. */
  readonly partial: boolean;
}

const LARGEST_FILE = 1_048_576;
const MOST_BYTES = 12 * 1_048_576;
const MOST_FILES = 2_000;
const DEEPEST = 12;
/** Not part of the library. */
const SKIPPED = new Set(['tests', 'benches', 'examples', 'target', '.git']);

/**
 * Reads a folder of foreign sources: only regular files that end in `.rs`, bounded, in a fixed order; no link is followed
 * and nothing is run. Undefined when the folder is not there or is reached through a link.
 */
export async function readCrateFiles(folder: string): Promise<CrateFiles | undefined> {
  const real = await realpath(folder).catch(() => undefined);
  const stats = await lstat(folder).catch(() => undefined);
  if (real !== folder || !stats?.isDirectory()) return undefined;
  const paths = await listSources(folder);
  const texts = new Map<string, string>();
  let bytes = 0;
  for (const path of paths.slice(0, MOST_FILES)) {
    const content = bytes < MOST_BYTES ? await readRegular(join(folder, path)) : undefined;
    bytes += content?.length ?? 0;
    const text = content && decodeText(content);
    if (text !== undefined) texts.set(path, text);
  }
  return { texts, partial: texts.size < paths.length };
}

async function listSources(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  const waiting = [{ path: '', depth: 0 }];
  for (let next = waiting.pop(); next && paths.length <= MOST_FILES; next = waiting.pop()) {
    const { path, depth } = next;
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const own = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile() && own.endsWith('.rs')) paths.push(own);
      else if (entry.isDirectory() && depth < DEEPEST && !(depth === 0 && SKIPPED.has(own)))
        waiting.push({ path: own, depth: depth + 1 });
    }
  }
  return paths;
}

async function readRegular(path: string): Promise<Uint8Array | undefined> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(path, flags).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= LARGEST_FILE ? await file.readFile() : undefined;
  } catch {
    // An unreadable file is one less to know of.
    return undefined;
  } finally {
    await file.close();
  }
}
