import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '..');
const FIGURES = /^([\d.]+) s in all: .*, ([\d.]+) s the bundle's own work; peak memory (\d+) MiB/m;

/** The demo as users run it: the bundle's own work and the peak memory of the Action's process. */
export async function benchDemo(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'demo', 'demo.ts')], {
    maxBuffer: 64 * 1_048_576,
  });
  const [, all, own, memory] = FIGURES.exec(stdout) ?? [];
  if (all === undefined) throw new Error('the demo printed no figures');
  return `${all} s in all (bar 300 s), ${own} s the bundle's own work (bar 5 s), peak memory ${memory} MiB (bar 250 MB)`;
}
