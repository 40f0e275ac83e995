import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import type { TemporaryFolder } from './temporary-folder.ts';

/** A folder for PATH that has the named programs of this machine only, as little scripts that start them. */
export function programFolder(folder: TemporaryFolder, programs: readonly string[]): string {
  for (const name of programs) {
    const real = execFileSync('/bin/sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    folder.write({ [`bin/${name}`]: `#!/bin/sh\nexec '${real}' "$@"\n` });
    chmodSync(join(folder.path, 'bin', name), 0o755);
  }
  return join(folder.path, 'bin');
}
