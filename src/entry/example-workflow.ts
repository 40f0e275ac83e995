import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** JSON of the files in examples/ by name, put in by scripts/build.ts. */
declare const OPENSPEC_COMPLETE_EXAMPLES: string | undefined;

/** The text of a workflow of examples/, from inside the bundle, or from the folder when run from the sources. */
export async function exampleWorkflow(name: string): Promise<string> {
  const folder = join(import.meta.dirname, '..', '..', 'examples');
  if (typeof OPENSPEC_COMPLETE_EXAMPLES !== 'string') return readFile(join(folder, name), 'utf8');
  const text = z.record(z.string(), z.string()).parse(JSON.parse(OPENSPEC_COMPLETE_EXAMPLES))[name];
  if (text === undefined) throw new Error(`the bundle has no example ${name}`);
  return text;
}
