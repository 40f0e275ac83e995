// The type declarations of a bundle that other programs import: dist/types/, one file for each module it tells of.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { isolatedDeclarationSync } from 'rolldown/experimental';

/** Declares `entry` and every module its declarations name, below `out` as they lie below `source`. */
export async function writeTypes(entry: string, place: { readonly source: string; readonly out: string }) {
  const waiting = [entry];
  for (const file of waiting) {
    const { code, errors } = isolatedDeclarationSync(file, await readFile(file, 'utf8'), {
      sourcemap: false,
    });
    if (errors.length > 0) throw new Error(errors.map(({ message }) => `${file}: ${message}`).join('\n'));
    for (const [, path = ''] of code.matchAll(/from ["'](\.[^"']+\.ts)["']/g)) {
      const named = join(dirname(file), path);
      if (!waiting.includes(named)) waiting.push(named);
    }
    const target = join(place.out, relative(place.source, file).replace(/\.ts$/, '.d.ts'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, code.replaceAll(/(from ["']\.[^"']+)\.ts(["'])/g, '$1.js$2'));
  }
}
