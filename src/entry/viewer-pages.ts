import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PageFile } from '../viewer/answer-request.ts';

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
};
/** Pages are asked for without their ending. */
const ADDRESSES: Record<string, string> = { 'map.html': '/', 'dashboard.html': '/dashboard' };

/**
 * The built pages in a folder, by the path they are asked for with.
 *
 * @param folder in the bundle: `viewer`, beside the folder of this module
 */
export async function viewerPages(
  folder = join(import.meta.dirname, '..', 'viewer'),
): Promise<ReadonlyMap<string, PageFile>> {
  const pages = new Map<string, PageFile>();
  for (const name of await readdir(folder)) {
    const type = TYPES[name.split('.').at(-1) ?? ''];
    if (type) pages.set(ADDRESSES[name] ?? `/${name}`, { type, content: await readFile(join(folder, name)) });
  }
  return pages;
}
