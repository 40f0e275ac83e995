import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cache } from '../../ports/cache.ts';
import { makeFolders } from '../machine/make-folders.ts';

export interface FileCacheOptions {
  /** Made when it is missing; holds nothing but the cache. */
  readonly folder: string;
  /** The entries used longest ago go when all together are larger. */
  readonly maxBytes: number;
}

const ENTRY = /^[0-9a-f]{64}\.json$/;

/**
 * A cache of one file per key. An entry is written beside its place and renamed, so that it is whole or absent, and
 * carries a SHA-256 of its content: a damaged one is a miss. Several processes may share the folder.
 */
export function fileCache({ folder, maxBytes }: FileCacheOptions): Cache {
  const fileOf = (key: string) => join(folder, `${hash(key)}.json`);
  return {
    async get(key) {
      try {
        const file = fileOf(key);
        const text = await readFile(file, 'utf8');
        const cut = text.indexOf('\n');
        const content = text.slice(cut + 1);
        if (text.slice(0, cut) !== hash(content)) return undefined;
        const now = new Date();
        await utimes(file, now, now);
        return JSON.parse(content);
      } catch {
        return undefined;
      }
    },
    async put(key, value) {
      const file = fileOf(key);
      const draft = join(folder, `${randomUUID()}.tmp`);
      try {
        const content = JSON.stringify(value);
        if (content === undefined || content.length > maxBytes) return;
        await makeFolders(folder);
        await writeFile(draft, `${hash(content)}\n${content}`);
        await rename(draft, file);
        await shrink(folder, maxBytes);
      } catch {
        await rm(draft, { force: true }).catch(() => undefined);
      }
    },
  };
}

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** Removes the oldest entries until the rest fits, and drafts that a killed process left behind. */
async function shrink(folder: string, maxBytes: number): Promise<void> {
  const found = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    // Another process may have removed it meanwhile.
    const facts = await stat(path).catch(() => undefined);
    if (!facts) continue;
    if (ENTRY.test(name)) found.push({ path, size: facts.size, used: facts.mtimeMs });
    else if (name.endsWith('.tmp') && facts.mtimeMs < Date.now() - 3_600_000) await rm(path, { force: true });
  }
  found.sort((a, b) => b.used - a.used);
  let total = 0;
  for (const { path, size } of found) {
    total += size;
    if (total > maxBytes) await rm(path, { force: true });
  }
}
