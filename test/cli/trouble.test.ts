import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Clones of one remote share their slots; nobody asks it anything. */
const ORIGIN = 'https://git.example.invalid/ada/timer.git';
const BRANCH = 'openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error';
const TASKS = 'openspec/changes/format-durations/tasks.md';
/** A port that nothing listens on: it is reserved (IANA, tcpmux) and needs rights to open. */
const NOBODY = 'http://127.0.0.1:1/v1';

/** Kept warm between the tests of this file: they are about the command line, not about the first build. */
const state = new TemporaryFolder();
let studio: LmStudio;
let world: CliWorld;
beforeAll(async () => {
  studio = await startScriptedModel();
});
afterAll(async () => {
  await studio[Symbol.asyncDispose]();
  state[Symbol.dispose]();
});
beforeEach(async () => {
  world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
  await world.project.git('remote', 'add', 'origin', ORIGIN);
  return () => world[Symbol.asyncDispose]();
});

/** A PATH on which only the named programs are. */
async function pathWith(...programs: readonly string[]): Promise<string> {
  const folder = join(world.elsewhere, 'bin');
  await mkdir(folder);
  for (const program of programs) {
    const { stdout } = await execa('sh', ['-c', `command -v ${program}`]);
    await writeFile(join(folder, program), `#!/bin/sh\nexec ${stdout} "$@"\n`, { mode: 0o755 });
  }
  return folder;
}

describe('before a model is asked', () => {
  test('a missing sandbox ends a run with 4', async () => {
    const chats = studio.chats.length;
    const end = await world.cli(['run', '--task', '1.2'], { env: { PATH: await pathWith('git') } });
    expect(end).toEqual({
      code: 4,
      stdout: '',
      stderr:
        'openspec-complete: No sandbox works here (bwrap is not on PATH), so nothing was run. ' +
        'Install bubblewrap (`sudo apt-get install -y bubblewrap`, on Fedora `sudo dnf install bubblewrap`) and allow unprivileged user namespaces.',
    });
    expect(studio.chats).toHaveLength(chats);
  });

  test.each(['auto', 'off'])('a missing cargo ends a run with 2, sandbox %s', async (sandbox) => {
    const chats = studio.chats.length;
    const PATH = await pathWith('git', 'bwrap');
    const env = { PATH, HOME: world.elsewhere, CARGO_HOME: undefined, RUSTUP_HOME: undefined };
    const { code, stderr } = await world.cli(['run', '--task', '1.2', '--sandbox', sandbox], { env });
    expect(code).toBe(2);
    expect(stderr.split('\n').at(-1)).toMatch(
      /^openspec-complete: cargo was not found \(.*\)\. Install Rust/,
    );
    expect(studio.chats).toHaveLength(chats);
  });

  test('a place that cannot be written to ends a run with 2', async () => {
    const file = join(world.elsewhere, 'file');
    await writeFile(file, 'in the way');
    const chats = studio.chats.length;
    const below = join(file, 'below');
    const ends = [
      await world.cli(['run', '--task', '1.2', '--out', file]),
      await world.cli(['run', '--task', '1.2', '--report', join(below, 'report.json')]),
      await world.cli(['run', '--task', '1.2'], { env: { XDG_STATE_HOME: below } }),
    ];
    for (const { code, stdout, stderr } of ends) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(
        /^openspec-complete: \S+ is not a folder that can be written to\. Choose another place/,
      );
    }
    expect(studio.chats).toHaveLength(chats);
  });

  test('a tasks file that is not committed ends a run with 2', async () => {
    await writeFile(join(world.root, TASKS), '- [ ] 1.2 Other words\n');
    expect(await world.cli(['run', '--task', '1.2'])).toEqual({
      code: 2,
      stdout: '',
      stderr: `openspec-complete: ${TASKS} has changes that are not committed. Commit them first: work starts from the commit, not from the working tree.`,
    });
  });

  test('other files that are not committed are no obstacle and stay as they are', async () => {
    await writeFile(join(world.root, 'README.md'), 'half a sentence');
    expect((await world.cli(['run', '--task', '1.2', '--dry-run'])).code).toBe(0);
    expect(await world.project.git('status', '--porcelain')).toBe(' M README.md');
  });

  test.each([
    [['--change', 'nope'], 2, 'There is no change named nope.'],
    [['--task', '9.9'], 2, 'There is no task 9.9.'],
    [['--base', 'nope'], 5, 'The base nope does not exist in this checkout.'],
    [['--config', 'nope.yml'], 2, 'config names nope.yml, which is not in the base branch'],
  ])('run %j ends with %i', async (args, code, said) => {
    const end = await world.cli(['run', ...args]);
    expect(end).toEqual({ code, stdout: '', stderr: expect.stringContaining(said) });
    expect(end.stderr.split('\n')).toHaveLength(1);
  });

  test('--github without a remote ends with 2', async () => {
    await world.project.git('remote', 'remove', 'origin');
    const { code, stderr } = await world.cli(['run', '--github']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('--github needs a remote named origin'),
    });
  });

  test('a folder that is no repository ends with 2, one without a commit too', async () => {
    const outside = await world.cli(['run'], { cwd: world.elsewhere });
    expect(outside).toMatchObject({ code: 2, stderr: expect.stringContaining('is not a git repository.') });
    await execa('git', ['init', '--quiet', world.elsewhere]);
    const empty = await world.cli(['run'], { cwd: world.elsewhere });
    expect(empty).toMatchObject({ code: 2, stderr: expect.stringContaining('has no commit yet.') });
  });
});

describe('a model that is not there', () => {
  test('ends a run with 3, says so once in the result and once at the end, and leaves no branch', async () => {
    const { code, stdout, stderr } = await world.cli(['run', '--task', '1.2', '--lm-studio-url', NOBODY]);
    const said = `No model server answers at ${NOBODY} (connection refused). Start the LM Studio server`;
    expect(code).toBe(3);
    expect(stdout).toContain(`failed  format-durations 1.2`);
    expect(stderr.split('\n').at(-1)).toContain(`openspec-complete: ${said}`);
    expect(stderr).not.toContain('warning:');
    expect(await world.project.git('branch', '--list', 'openspec/*')).toBe('');
  });

  test('a model key that the server does not have is told with what is there', async () => {
    const { code, stderr } = await world.cli(['run', '--task', '1.2', '--lm-studio-model', 'nope']);
    expect(code).toBe(3);
    expect(stderr).toContain('does not have "nope" (there: demo/scripted-coder-30b)');
  });
});

describe('a run that is stopped', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s while the model writes ends cleanly, and the next run completes',
    async (signal) => {
      const asked = Promise.withResolvers<void>();
      await using endless = await LmStudio.start({
        models: [{ key: 'demo/endless', loaded: { contextLength: 16_384 } }],
        respond: () => {
          asked.resolve();
          return { text: 'Well, ', fault: { kind: 'silence', after: 1 } };
        },
      });
      const child = world.start(['run', '--task', '1.2', '--lm-studio-url', endless.url]);
      await asked.promise;
      child.kill(signal);
      const { exitCode, stdout, stderr } = await child;
      expect(exitCode).toBe(1);
      expect(stderr).toContain(`warning: stopped by ${signal}, ending cleanly; finished tasks are kept`);
      expect(stderr).not.toContain('bug');
      expect(stdout).toContain(`timeout: the run was stopped by ${signal} before it was done`);
      expect(await world.project.git('branch', '--list', 'openspec/*')).toBe('');
      expect(await world.project.git('status', '--porcelain')).toBe('');

      expect((await world.cli(['run', '--task', '1.2'])).code).toBe(0);
      expect(await world.project.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
    },
  );

  test('a killed process leaves nothing that hinders the next run', async () => {
    const asked = Promise.withResolvers<void>();
    await using endless = await LmStudio.start({
      models: [{ key: 'demo/endless', loaded: { contextLength: 16_384 } }],
      respond: () => {
        asked.resolve();
        return { fault: { kind: 'silence', after: 0 } };
      },
    });
    const child = world.start(['run', '--task', '1.2', '--lm-studio-url', endless.url]);
    await asked.promise;
    child.kill('SIGKILL');
    await child;
    expect((await world.cli(['run', '--task', '1.2'])).code).toBe(0);
  });
});

test('a reader of stdout and stderr that goes away does not end the work', async () => {
  const child = world.start(['run', '--task', '1.2']);
  child.stdout.destroy();
  child.stderr.destroy();
  expect((await child).exitCode).toBe(0);
  expect(await world.project.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
});

test('at a terminal the waiting line is redrawn in place, and the result stands below', async () => {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const command = `"${process.execPath}" "${cli}" run --task 1.2 --dry-run --lm-studio-url ${studio.url}`;
  const env = { ...process.env, XDG_STATE_HOME: state.path };
  const { stdout, exitCode } = await execa('script', ['-qec', command, '/dev/null'], {
    cwd: world.root,
    env,
    reject: false,
    stdin: 'ignore',
  });
  expect(exitCode).toBe(0);
  expect(stdout).toContain('\r\u001b[2K');
  expect(stdout).toMatch(/judge {5}round 1: all gates hold\r\n/);
  expect(stdout).toMatch(/1 completed, 0 failed, 0 skipped/);
});
