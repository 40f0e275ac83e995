// Rebuilds into a temporary folder and compares with the committed dist/, byte for byte.
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInto } from './build.ts';

const committed = join(import.meta.dirname, '..', 'dist');
const fresh = mkdtempSync(join(tmpdir(), 'dist-'));
await buildInto(fresh);

const names = (dir: string): string[] => globSync('**/*.{js,d.ts,txt,html,css}', { cwd: dir }).sort();
const stale = [...new Set([...names(committed), ...names(fresh)])].filter((name) => {
  try {
    return !readFileSync(join(committed, name)).equals(readFileSync(join(fresh, name)));
  } catch {
    return true;
  }
});
for (const name of stale)
  console.error(`dist/${name} is not what the sources give; run npm run build and commit it`);
if (stale.length === 0) console.log(`dist/ is up to date (${names(fresh).length} files)`);
process.exitCode = stale.length === 0 ? 0 : 1;
rmSync(fresh, { recursive: true });
