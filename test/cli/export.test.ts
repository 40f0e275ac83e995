import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { parseOpenMetrics } from '../support/parse-open-metrics.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const NAMES = [
  'lm_budget_7d.json',
  'lm_health_7d.json',
  'lm_indicator.json',
  'lm_insights_7d.json',
  'lm_usage_7d.json',
];

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld({ GEMATRIA_DSN: 'off' });
});
afterAll(() => world[Symbol.asyncDispose]());

/** Runs the bundle on a disk of its own, mounted at /mnt, with a shell around it. */
function onSmallDisk(script: string, options: readonly string[] = []) {
  const mounts = ['--ro-bind', '/', '/', '--dev', '/dev', '--size', '65536', '--tmpfs', '/mnt', ...options];
  const node = `${process.execPath} ${CLI}`;
  return execa('bwrap', [...mounts, 'sh', '-c', script.replaceAll('CLI', node)], {
    reject: false,
    env: { GEMATRIA_DSN: 'off' },
    cwd: '/',
  });
}

describe('export', () => {
  test('writes the five files where downstream apps look, and says what they say', async () => {
    const { code, stdout, stderr } = await world.cli(['export'], { cwd: join(world.root, 'openspec') });
    const folder = join(world.root, 'share', 'atlas', 'control_plane');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect((await readdir(folder)).toSorted()).toEqual(NAMES);
    expect(stdout.split('\n')[0]).toBe('offline: nothing is known, the journal is off');
    expect(stdout).toContain(`wrote ${join(folder, 'lm_indicator.json')}`);
    const text = await readFile(join(folder, 'lm_indicator.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ status: 'offline', reason: 'db_off' });
    expect(text.endsWith('}')).toBe(true);
  });

  test('--json and --out, outside a repository and with no model server', async () => {
    const args = ['export', '--json', '--out', 'published'];
    const options = { cwd: world.elsewhere, env: { LM_STUDIO_URL: 'http://127.0.0.1:1/v1' } };
    const { code, stdout } = await world.cli(args, options);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      folder: join(world.elsewhere, 'published'),
      ...{ ok: false, db_off: true, error: 'no-journal' },
      files: expect.arrayContaining(NAMES),
      indicator: { status: 'offline' },
    });
    expect((await readdir(join(world.elsewhere, 'published'))).toSorted()).toEqual(NAMES);
  });

  test('a link in the repository does not lead the files elsewhere', async () => {
    await using other = await createCliWorld({ GEMATRIA_DSN: 'off' });
    await symlink(other.elsewhere, join(other.root, 'share'));
    const { code, stdout, stderr } = await other.cli(['export']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^openspec-complete: \S+share, a link, cannot be used\. .*$/);
    expect(await readdir(other.elsewhere)).toEqual([]);
  });

  test('a full disk is one sentence, and the old files are as they were', async () => {
    const { stdout, stderr } = await onSmallDisk(
      `CLI export --out /mnt/out >/dev/null; sum=$(cat /mnt/out/* | sha256sum)
      head -c 1000000 /dev/zero >/mnt/fill 2>/dev/null; CLI export --out /mnt/out; echo "exit $?"
      [ "$sum" = "$(cat /mnt/out/* | sha256sum)" ] && echo same; ls -A /mnt/out`,
    );
    expect(stdout.split('\n')).toEqual(['exit 5', 'same', ...NAMES]);
    expect(stderr).toBe(
      'openspec-complete: The disk is full at /mnt/out. Free some space and run again; nothing half-written was kept.',
    );
  });

  test('when a file cannot take its place in the end, those before it are put back', async () => {
    // A file that is a mount point can be written beside, but not replaced.
    const fixed = join(world.elsewhere, 'fixed.json');
    await writeFile(fixed, 'fixed');
    const { stdout, stderr } = await onSmallDisk(
      `cd /mnt/out; echo old >lm_usage_7d.json; CLI export --out /mnt/out; echo "exit $?"; cat lm_usage_7d.json; ls -A`,
      ['--bind', fixed, '/mnt/out/lm_insights_7d.json'],
    );
    expect(stdout.split('\n')).toEqual(['exit 2', 'old', 'lm_insights_7d.json', 'lm_usage_7d.json']);
    expect(stderr).toContain('/mnt/out is not a folder that can be written to.');
    expect(await readFile(fixed, 'utf8')).toBe('fixed');
  });
});

describe('stats', () => {
  test('without a journal says so, in every form', async () => {
    expect(await world.cli(['stats'])).toEqual({
      code: 0,
      stdout: 'Nothing is known: no journal is kept. Set control-dsn to keep one.',
      stderr: '',
    });
    const { stdout } = await world.cli(['stats', '--json', '--days', '30']);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, db_off: true, window_days: 30 });
    const metrics = await world.cli(['stats', '--openmetrics']);
    expect(parseOpenMetrics(`${metrics.stdout}\n`).map(({ name }) => name)).toContain(
      'openspec_complete_journal_up',
    );
  });

  test('--out writes the file whole, for a collector that reads it at any time', async () => {
    const folder = join(world.elsewhere, 'textfile');
    await mkdir(folder);
    const args = ['stats', '--openmetrics', '--out', join(folder, 'openspec.prom')];
    expect(await world.cli(args)).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readdir(folder)).toEqual(['openspec.prom']);
    const text = await readFile(join(folder, 'openspec.prom'), 'utf8');
    expect(parseOpenMetrics(text).length).toBeGreaterThan(0);
  });
});
