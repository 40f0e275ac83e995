import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemPackages } from '../../../src/adapters/artifacts/package-owner.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

/** Programs of a system with another package manager, written down in a shell. */
function withPrograms(programs: Readonly<Record<string, string>>) {
  for (const [name, body] of Object.entries(programs)) {
    folder.write({ [name]: `#!/bin/sh\n${body}\n` });
    chmodSync(join(folder.path, name), 0o755);
  }
  return systemPackages(folder.path);
}

describe('the package of a file', () => {
  test('is told by rpm, with its version', async () => {
    const packages = withPrograms({ rpm: 'echo "coreutils 9.4-6.fc40"' });
    expect(await packages.ownerOf('/usr/bin/env')).toEqual({ name: 'coreutils', version: '9.4-6.fc40' });
  });

  test('is told by pacman, with its version', async () => {
    const packages = withPrograms({
      pacman: 'case "$1" in -Qo) echo coreutils;; *) echo "coreutils 9.5-1";; esac',
    });
    expect(await packages.ownerOf('/usr/bin/env')).toEqual({ name: 'coreutils', version: '9.5-1' });
  });

  test('is told by dpkg by the name that it knows the file by', async () => {
    const search = 'case "$2" in /bin/env) echo "coreutils: /bin/env";; *) exit 1;; esac';
    const query = `case "$1" in --search) ${search};; --show) printf 9.1-1;; esac`;
    const packages = withPrograms({ 'dpkg-query': query });
    expect(await packages.ownerOf('/usr/bin/env')).toEqual({ name: 'coreutils', version: '9.1-1' });
  });

  test('is not there when none of them is, none knows it, or one says nonsense', async () => {
    expect(await systemPackages(folder.path).ownerOf('/usr/bin/env')).toBeUndefined();
    expect(await withPrograms({ rpm: 'exit 1' }).ownerOf('/usr/bin/env')).toBeUndefined();
    expect(await withPrograms({ rpm: 'echo "; rm -rf / x"' }).ownerOf('/usr/bin/env')).toBeUndefined();
  });

  test('is not asked for by a name that a package manager takes for a pattern', async () => {
    folder.write({ 'a*b': '', 'x[1]': '', 'new\nline': '' });
    const packages = withPrograms({ rpm: 'echo "everything 1-1"' });
    for (const name of ['a*b', 'x[1]', 'new\nline'])
      expect(await packages.ownerOf(join(folder.path, name))).toBeUndefined();
    folder.write({ plain: '' });
    expect(await packages.ownerOf(join(folder.path, 'plain'))).toEqual({
      name: 'everything',
      version: '1-1',
    });
  });

  test('an endless answer and a signal end the question', async () => {
    const packages = withPrograms({
      rpm: 'while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done',
    });
    expect(await packages.ownerOf('/usr/bin/env')).toBeUndefined();
    const reason = new Error('stopped');
    await expect(packages.ownerOf('/usr/bin/env', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
