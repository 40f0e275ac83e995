import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainArtifacts } from '../../../src/adapters/artifacts/open-plain.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder().write({ 'tree/sub/f': 'inside', 'out/f': 'outside' });
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);

async function textOf(path: string): Promise<string> {
  await using artifact = await plainArtifacts.open(path);
  expect(artifact.kind).toBe('file');
  const into = Buffer.alloc(100);
  return into.toString('utf8', 0, await artifact.read(into));
}

test('a plain file is read, one of /proc as well', async () => {
  chmodSync(at('tree/sub/f'), 0o755);
  expect(await textOf(at('tree/sub/f'))).toBe('inside');
  await using artifact = await plainArtifacts.open(at('tree/sub/f'));
  expect(artifact).toMatchObject({ size: 6, executable: true, mode: 0o100755 });
  expect(await artifact.covers(at('tree/sub/f'))).toBe(true);
  for (const name of ['status', 'net/dev', `task/${process.pid}/comm`])
    expect(await textOf(`/proc/${process.pid}/${name}`)).not.toBe('');
});

test('the memory of a process, named as such, is a memory', async () => {
  await using artifact = await plainArtifacts.open(`/proc/${process.pid}/mem`);
  expect(artifact.kind).toBe('memory');
});

test.each<[string, () => void]>([
  ['a link', () => symlinkSync(at('out/f'), at('tree/sub/f'))],
  ['a link to nothing', () => symlinkSync(at('none'), at('tree/sub/f'))],
  ['a link to itself', () => symlinkSync('f', at('tree/sub/f'))],
  ['a folder', () => mkdirSync(at('tree/sub/f'))],
  ['a pipe', () => execFileSync('mkfifo', [at('tree/sub/f')])],
  ['nothing', () => undefined],
])('%s in place of a file is no file', async (_what, put) => {
  rmSync(at('tree/sub/f'));
  put();
  await expect(plainArtifacts.open(at('tree/sub/f'))).rejects.toMatchObject({ code: 'artifact-missing' });
});

test.each<[string, () => void]>([
  ['a link', () => symlinkSync(at('out'), at('tree/sub'))],
  ['a file', () => writeFileSync(at('tree/sub'), '')],
])('%s in place of a folder above is not followed', async (_what, put) => {
  rmSync(at('tree/sub'), { recursive: true });
  put();
  await expect(plainArtifacts.open(at('tree/sub/f'))).rejects.toMatchObject({ code: 'artifact-missing' });
});

test('a file that others are renamed over while it is opened is there, and no file of theirs is left open', async () => {
  const descriptors = () => readdirSync('/proc/self/fd').length;
  const before = descriptors();
  for (let round = 0; round < 200; round++) {
    const opening = textOf(at('tree/sub/f'));
    writeFileSync(at('tree/new'), 'another');
    renameSync(at('tree/new'), at('tree/sub/f'));
    expect(await opening).toMatch(/^(inside|another)$/);
  }
  expect(descriptors()).toBe(before);
});
