import { randomUUID } from 'node:crypto';
import { basename, dirname, join } from 'node:path';

/** A free, hidden name beside a path, on the same file system. */
export function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path).slice(0, 100)}.${randomUUID()}.tmp`);
}
