import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { noise } from '../support/noise.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

let folder: TemporaryFolder;
beforeEach(() => {
  folder = new TemporaryFolder();
});
afterEach(() => folder[Symbol.dispose]());

const at = (name: string) => join(folder.path, name);
const read = (name: string) => readFileSync(at(name));

async function foundry(args: readonly string[], { uid }: { uid?: number } = {}) {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [CLI, 'foundry', ...args], {
    cwd: folder.path,
    reject: false,
    ...(uid === undefined ? {} : { uid }),
  });
  return { code: exitCode, stdout, stderr };
}

async function roundTrip(source: string, ...options: readonly string[]): Promise<void> {
  expect(await foundry(['fold', source, '--out', 'x.brick', ...options])).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(await foundry(['unfold', 'x.brick', '--out', 'x'])).toMatchObject({ code: 0, stderr: '' });
}

test('a binary comes back byte for byte, executable as it was', async () => {
  await roundTrip('/bin/ls', '--preview', 'x.png');
  expect(read('x').equals(readFileSync('/bin/ls'))).toBe(true);
  expect(statSync(at('x')).mode & 0o100).toBe(0o100);
  expect(readdirSync(folder.path).sort()).toEqual(['x', 'x.brick', 'x.brick.json', 'x.png']);
});

test('a file of /proc is a brick of text', async () => {
  await roundTrip('/proc/meminfo', '--compress');
  expect(read('x').toString()).toMatch(/^MemTotal:/);
  const { stdout } = await foundry(['inspect', 'x.brick', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    format: 'V2BR',
    version: 1,
    texture_width: 256,
    hilbert_order: 8,
    original_size: read('x').length,
    hash_ok: true,
    flags: { utf8: true, compressed: true, metadata: true, executable: false },
    sidecar: { source: { path: '/proc/meminfo', kind: 'file' }, semantic: { state: 'unanalysed' } },
    next: `openspec-complete foundry unfold ${at('x.brick')} --out ${at('x.out')}`,
  });
});

test('a folder comes back with its permissions and its links as they were, followed by nobody', async () => {
  folder.write({ 'd/a': 'A', 'd/sub/b': noise(100_000, 1), 'd/empty': '' });
  mkdirSync(at('d/none'));
  symlinkSync('/etc', at('d/link'));
  chmodSync(at('d/a'), 0o754);
  chmodSync(at('d/sub'), 0o550);
  await roundTrip('d');
  expect(readdirSync(at('x')).sort()).toEqual(['a', 'empty', 'link', 'none', 'sub']);
  for (const name of ['a', 'sub/b', 'empty']) expect(read(`x/${name}`).equals(read(`d/${name}`))).toBe(true);
  expect(readlinkSync(at('x/link'))).toBe('/etc');
  expect([statSync(at('x/a')).mode & 0o777, statSync(at('x/sub')).mode & 0o777]).toEqual([0o754, 0o550]);
  const archive = await foundry(['unfold', 'x.brick', '--out', 'x.tar', '--archive']);
  expect(archive.code).toBe(0);
  const { stdout } = await execa('tar', ['-tf', at('x.tar')]);
  expect(stdout.split('\n')).toEqual(['.', 'a', 'empty', 'link', 'none', 'sub', 'sub/b']);
});

test('inspect is read by people', async () => {
  folder.write({ 'fox.txt': 'The quick brown fox\n' });
  await foundry(['fold', 'fox.txt', '--out', 'fox.brick']);
  const { stdout } = await foundry(['inspect', 'fox.brick', '--at', '0x10']);
  const text = stdout
    .replaceAll(`${folder.path}/`, '')
    .replace(/folded {6}.*/, 'folded      <when> by <whom>');
  expect(text).toMatchInlineSnapshot(`
    "fox.brick: a V2BR brick of 20 bytes, hash ok
    texture     256 x 256 pixels, Hilbert order 8, room for 65536 bytes
    bytes       20
    entropy     3.9842 bits per byte
    sha256      35fb7cc2337d10d618a1bad35c7a9e957c213f00d0ed32f2454b2a99a971c0d8
    flags       metadata, utf8
    source      fox.txt (file)
    folded      <when> by <whom>
    meaning     unanalysed

    offset 16 (0x10): 0x66, pixel 4,0 of fox.brick
      66 6f 78 0a

    Next step: openspec-complete foundry unfold fox.brick --out fox.out"
  `);
});

describe('a mistake is one sentence, ends with 2 and leaves nothing', () => {
  const refused = async (args: readonly string[]) => {
    const before = readdirSync(folder.path).sort();
    const { code, stdout, stderr } = await foundry(args);
    expect({ code, stdout, lines: stderr.split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
    expect(readdirSync(folder.path).sort()).toEqual(before);
    return stderr.replaceAll(`${folder.path}/`, '');
  };

  test('when what is named cannot be folded, or not to there', async () => {
    folder.write({ a: 'A', 'd/b': 'B' });
    expect(await refused(['fold', 'none', '--out', 'x'])).toContain('There is nothing at none.');
    expect(await refused(['fold', '/dev/zero', '--out', 'x'])).toContain(
      '/dev/zero, a device, socket or pipe',
    );
    expect(await refused(['fold', 'a', '--out', 'd'])).toContain(
      'd, which is no plain file, cannot be used.',
    );
    expect(await refused(['fold', 'a', '--out', 'a'])).toContain('a is, or is inside of, what is folded.');
    expect(await refused(['fold', 'd', '--out', 'd/x'])).toContain(
      'd/x is, or is inside of, what is folded.',
    );
    expect(await refused(['fold', 'a', '--out', '/dev/null'])).toContain(
      '/dev/null, which is no plain file,',
    );
    const preview = ['fold', 'a', '--out', 'x', '--preview', '/dev/null'];
    expect(await refused(preview)).toContain('/dev/null, which is no plain file,');
    expect(await refused(['fold', '', '--out', 'x'])).toContain('It names nothing.');
    expect(await refused(['unfold', ''])).toContain('See `openspec-complete foundry unfold --help`.');
    expect(await refused(['fold', 'a'])).toContain("Required option '--out <file>' not specified");
  });

  test('when a brick is missing, damaged or no brick', async () => {
    folder.write({ a: 'A', 'd/b': 'B', 'p.brick': '\x89PNG', 'k.brick': 'KCRB', 'e.brick': '' });
    await foundry(['fold', 'a', '--out', 'x.brick']);
    await foundry(['fold', 'd', '--out', 'd.brick']);
    const broken = read('x.brick');
    broken[45] = (broken[45] ?? 0) ^ 1;
    writeFileSync(at('hash.brick'), broken);
    writeFileSync(at('cut.brick'), broken.subarray(0, 5_000));
    for (const verb of [['unfold', '--out', 'out'], ['inspect']]) {
      const why = (brick: string) => refused([...verb, brick]);
      expect(await why('none.brick')).toContain('There is no brick none.brick.');
      expect(await why('hash.brick')).toContain('its bytes do not have the SHA-256 that it names. Get');
      expect(await why('cut.brick')).toContain('cut.brick is damaged: it has 5000 bytes, where');
      expect(await why('k.brick')).toContain(
        'k.brick is a PixiJS CPU program brick (BRCK), not a V2BR brick.',
      );
      expect(await why('e.brick')).toContain('e.brick is an empty file, not a V2BR brick.');
      expect(await why('d')).toContain('d, which is no plain file, cannot be used.');
    }
    expect(await refused(['unfold', 'x.brick', '--out', 'd'])).toContain('d, which is no plain file,');
    expect(await refused(['unfold', 'd.brick', '--out', 'd'])).toContain('d, which is there already,');
    expect(await refused(['inspect', 'x.brick', '--at', '1'])).toContain(
      'x.brick has 1 bytes, none at offset 1.',
    );
    expect(await refused(['inspect', 'x.brick', '--at', '-1'])).toContain('Give a number of bytes');
    expect(await refused(['inspect', 'x.brick', '--pixel', '1'])).toContain('Give column and row');
  });
});

test('a full disk leaves what was there, and nothing else', async () => {
  folder.write({ a: noise(300_000, 1) });
  // A file system of 700,000 bytes, where a brick of a MiB does not fit.
  const script = `cd /mnt; echo kept > x; "$0" "$1" foundry fold "$2" --out x; echo "code $?"; ls -A; cat x`;
  const places = [
    '--ro-bind',
    '/',
    '/',
    '--dev',
    '/dev',
    '--proc',
    '/proc',
    '--size',
    '700000',
    '--tmpfs',
    '/mnt',
  ];
  const { stdout, stderr } = await execa(
    'bwrap',
    [...places, 'sh', '-c', script, process.execPath, CLI, at('a')],
    { cwd: folder.path },
  );
  expect(stdout).toBe('code 5\nx\nkept');
  expect(stderr).toContain('The disk is full at /mnt/x. Free some space and run again');
});

test('a signal under way leaves nothing, and ends with 1', async () => {
  folder.write({ a: '' });
  truncateSync(at('a'), 1_000_000_000);
  const changes = watch(folder.path, { signal: AbortSignal.timeout(60_000) });
  const args = [CLI, 'foundry', 'fold', 'a', '--out', 'x.brick'];
  const child = execa(process.execPath, args, { cwd: folder.path, reject: false });
  // The first file that comes is the brick under its temporary name.
  for await (const { filename } of changes) if (filename?.endsWith('.tmp')) break;
  child.kill('SIGTERM');
  const { exitCode, stderr } = await child;
  expect(stderr).toBe('openspec-complete: stopped by SIGTERM, so nothing was written. Run it again.');
  expect({ exitCode, files: readdirSync(folder.path) }).toEqual({ exitCode: 1, files: ['a'] });
});

test('the memory of a process of another user is refused in a sentence', async () => {
  chmodSync(folder.path, 0o777);
  const other = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { code, stderr } = await foundry(['fold', '/proc/1/mem', '--out', 'x.brick'], other);
  expect({ code, files: readdirSync(folder.path) }).toEqual({ code: 2, files: [] });
  expect(stderr).toContain(
    '/proc/1/mem, the memory of a process that this user may not look into, cannot be read.',
  );
});

test('the help of foundry shows its commands', async () => {
  const { code, stdout } = await foundry(['--help']);
  expect(code).toBe(0);
  for (const word of ['fold', 'unfold', 'inspect', 'Examples:']) expect(stdout).toContain(word);
});
