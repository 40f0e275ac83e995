import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The licence texts of every package that has a module in a bundle, sorted by name: MIT and its kin ask for that. */
export function collectLicenses(moduleIds: Iterable<string>): string {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const folder = packageFolder(id);
    if (folder !== undefined) folders.add(folder);
  }
  const entries = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const [file] = globSync('{LICENSE,LICENCE,license,licence}*', { cwd: folder }).sort();
    const text = file === undefined ? `Licence: ${license}` : readFileSync(join(folder, file), 'utf8').trim();
    return { key: `${name}@${version}`, text };
  });
  const parts = entries
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, text }) => `${key}\n${'-'.repeat(key.length)}\n${text.replaceAll('\r\n', '\n')}\n`);
  return `These packages are part of the bundles in this folder.\n\n${parts.join('\n\n')}`;
}

/** The package a module file belongs to: the nearest named package.json below the last node_modules. */
function packageFolder(id: string): string | undefined {
  const at = id.lastIndexOf('node_modules/');
  if (at < 0) return undefined;
  for (let folder = dirname(id); folder.length > at + 'node_modules'.length; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name) return folder;
  }
  return undefined;
}
