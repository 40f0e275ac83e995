// A named import of what Node 20 lacks would keep the program from starting there.
import nodeModule from 'node:module';
import { join } from 'node:path';
import { makeFolders } from '../adapters/machine/make-folders.ts';
import { stateFolder } from './state-folder.ts';

/**
 * Lets Node keep the compiled bundle in the state folder, which halves the start of the next process
 * (nodejs.org/api/module.html#module-compile-cache). `NODE_COMPILE_CACHE` and `NODE_DISABLE_COMPILE_CACHE` count as
 * usual. Never in Node's own default below /tmp: there another user could put code for us. A folder that cannot be
 * written only means that nothing is kept.
 */
export async function keepCompiled(): Promise<void> {
  // Node 20 has no such cache.
  if (typeof nodeModule.enableCompileCache !== 'function') return;
  const folder = process.env['NODE_COMPILE_CACHE'] || join(stateFolder(process.env), 'compiled');
  try {
    // Node would make it as its recursive `mkdir` does, which never ends below /proc.
    await makeFolders(folder);
  } catch {
    return;
  }
  nodeModule.enableCompileCache(folder);
}
