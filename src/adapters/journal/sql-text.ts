import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** JSON of the .sql files below this folder by path, put in by scripts/build.ts. */
declare const OPENSPEC_COMPLETE_SQL: string | undefined;

let bundled: ReadonlyMap<string, string> | undefined;

/** The text of an SQL file, named from this folder: from inside the bundle, or from the folder when run from the sources. */
export function sqlText(path: string): string {
  if (typeof OPENSPEC_COMPLETE_SQL !== 'string') return readFileSync(join(import.meta.dirname, path), 'utf8');
  const text = fromBundle(OPENSPEC_COMPLETE_SQL).get(path);
  if (text === undefined) throw new Error(`the bundle has no ${path}`);
  return text;
}

/** The SQL files of a folder, named from this one, in order. */
export function sqlFiles(folder: string): readonly string[] {
  if (typeof OPENSPEC_COMPLETE_SQL === 'string')
    return [...fromBundle(OPENSPEC_COMPLETE_SQL).keys()].filter((path) => path.startsWith(`${folder}/`));
  const names = readdirSync(join(import.meta.dirname, folder)).filter((name) => name.endsWith('.sql'));
  return names.sort().map((name) => `${folder}/${name}`);
}

function fromBundle(json: string): ReadonlyMap<string, string> {
  bundled ??= new Map(Object.entries<string>(JSON.parse(json)));
  return bundled;
}
