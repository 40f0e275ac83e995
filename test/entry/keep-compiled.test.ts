import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const program = join(import.meta.dirname, '..', '..', 'src', 'entry', 'start-cli.ts');

async function version(state: string): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: state, XDG_STATE_HOME: state };
  return (await promisify(execFile)(process.execPath, [program, '--version'], { env })).stdout.trim();
}

test('the compiled program is kept in the state folder, and a folder that cannot be made is no trouble', async () => {
  using folder = new TemporaryFolder().write({ file: '' });
  const state = join(folder.path, 'state');
  expect(await version(state)).toMatch(/^0\.0\.0/);
  expect(existsSync(join(state, 'openspec-complete', 'compiled'))).toBe(true);
  for (const place of [join(folder.path, 'file'), '/proc/x'])
    expect(await version(place)).toMatch(/^0\.0\.0/);
});
