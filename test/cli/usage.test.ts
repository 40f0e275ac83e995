import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';

const ROOT = join(import.meta.dirname, '..', '..');

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('help', () => {
  test('without a command the help goes to stderr and it is a usage error: git too ends with an error then', async () => {
    const bare = await world.cli([]);
    const asked = await world.cli(['--help']);
    expect(bare).toEqual({ code: 2, stdout: '', stderr: asked.stdout });
    expect(asked).toMatchObject({ code: 0, stderr: '' });
    expect(asked.stdout).toMatchInlineSnapshot(`
      "Usage: openspec-complete [options] [command]

      Turns open OpenSpec tasks of a Rust repository into pull requests that cargo has
      proven.

      Options:
        -V, --version             output the version number
        -C, --directory <folder>  work there (default: the current folder)
        --json                    print one JSON document instead of text
        -h, --help                display help for command

      Commands:
        tasks [options]           show every change and task of the working tree
        plan [options]            show what a run would work on, in order, and why not
                                  the rest
        run [options]             work on tasks: a branch and the text of a pull
                                  request for each, in this repository
        watch [options]           work on open tasks as they come, as \`run\` does,
                                  until SIGTERM or Ctrl-C
        verify [options] <what>   run the recorded gates of a pull request again, on
                                  exactly the tree that was proven
        health [options] [part]   say whether a run could start now, and the fix for
                                  what is missing
        init [options]            write the workflows and the policy file into
                                  .github, never over a file that is there
        db                        look after the control plane's database
        summary <folder>          print one job summary of the JSON reports in a
                                  folder, as Markdown
        export [options]          write usage, health, insights, budget and indicator
                                  of the last 7 days for other programs
        stats [options]           say how tasks, rounds, gates and models did lately
        foundry                   fold files, folders and memory into bricks, and back
        view [options]            show bricks on a map and runs on a dashboard, in the
                                  browser, on this machine alone
        help [command]            display help for command

      Exit codes: 0 done, 1 some task could not be completed, 2 usage or configuration, 3 model unavailable,
                  4 sandbox unavailable, 5 GitHub or git, 70 a bug in this program"
    `);
  });

  test.each(['tasks', 'plan', 'run', 'health', 'export', 'stats'])(
    '%s has help of its own, with -C and --json',
    async (command) => {
      const { code, stdout, stderr } = await world.cli([command, '--help']);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: openspec-complete ${command} [options]`);
      expect(stdout).toMatch(/-C, --directory <folder>[\s\S]*--json/);
      expect(await world.cli(['help', command])).toEqual({ code, stdout, stderr });
    },
  );

  test('run begins with which tasks, ends with examples, and invites no secret onto the command line', async () => {
    const { stdout } = await world.cli(['run', '--help']);
    const headings = [...stdout.matchAll(/^(\S.*):$/gm)].map((match) => match[1]);
    expect(headings).toEqual([
      'Which tasks',
      'Where the work goes',
      'Model',
      'Machine and policy',
      'Options',
      'Global Options',
      'Examples',
    ]);
    expect(stdout).not.toMatch(
      /--(token|lm-studio-api-key|fallback-api-key|control-dsn|candidates|mode|shard)/,
    );
    expect(stdout).toContain('GITHUB_TOKEN');
  });

  test('--version is the version of the package', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
    expect(await world.cli(['--version'])).toEqual({ code: 0, stdout: version, stderr: '' });
  });
});

describe('a wrong command line is one sentence with the fix, on stderr, and ends with 2', () => {
  test.each([
    [['taks'], "Unknown command 'taks'. Did you mean tasks?"],
    [['run', '--chnge', 'x'], "Unknown option '--chnge'. Did you mean --change?"],
    [['tasks', '--jsn'], "Unknown option '--jsn'. Did you mean --json?"],
    [['run', '--max-tasks'], "Option '--max-tasks <number>' argument missing."],
    [['plan', 'more'], "Too many arguments for 'plan'. Expected 0 arguments but got 1: more."],
    [['health', 'disk'], 'Allowed choices are lm, db, sandbox, git, toolchain, all.'],
    [['stats', '--days', '0'], 'It must be a whole number from 1 to 366.'],
    [['tasks', '-C', '/nowhere/at/all'], 'There is no such folder.'],
    [['run', '--report', '.'], "Option '--report <file>' argument '.' is invalid. It is a folder."],
    [['foundry', 'x'], "Unknown command 'x'. See `openspec-complete foundry --help`."],
    [['x\u001b[31m\ny'], "Unknown command 'x y'."],
  ])('%j', async (args, said) => {
    const { code, stdout, stderr } = await world.cli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(said);
    const named =
      !args.includes('-C') && ['run', 'tasks', 'plan', 'health', 'stats', 'foundry'].includes(args[0] ?? '')
        ? `${args[0]} `
        : '';
    expect(stderr.startsWith('openspec-complete: ')).toBe(true);
    expect(stderr.endsWith(` See \`openspec-complete ${named}--help\`.`)).toBe(true);
  });

  test('wrong values are told together, each with its name and what it is', async () => {
    const args = ['--order', 'sideways', '--max-tasks', '0', '--sandbox', 'docker', '--unit', 'section'];
    const { code, stderr } = await world.cli(['run', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatchInlineSnapshot(
      `"openspec-complete: The settings are not usable: order must be one of stacked, frontier, independent (it is "sideways"); max-tasks must be from 1 to 1000 (it is "0"); sandbox must be one of auto, bwrap, off (it is "docker"). Correct the listed settings; \`action.yml\` and \`--help\` name every one."`,
    );
  });

  test('a secret given as an option is shown nowhere', async () => {
    const secret = 'hunter2hunter2';
    for (const name of ['--token', '--lm-studio-api-key']) {
      const { code, stderr } = await world.cli(['run', name, secret, '--order', secret]);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('(it is "***")') });
      expect(stderr).not.toContain('hunter2');
    }
  });
});

describe('output', () => {
  test('a reader that goes away at once is no error', async () => {
    for (const args of [['--help'], ['tasks', '--json'], ['plan']]) {
      const child = world.start(args);
      child.stdout.destroy();
      const { exitCode, stderr } = await child;
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    }
  });

  const shell = (command: string) =>
    execa('bash', ['-o', 'pipefail', '-c', command], { cwd: world.root, reject: false });
  const cli = `"${process.execPath}" "${join(ROOT, 'dist', 'cli.js')}"`;

  test('a shell pipe into head ends quietly', async () => {
    const { stdout, stderr, exitCode } = await shell(`${cli} plan --json | head -1`);
    expect({ stdout, stderr, exitCode }).toEqual({ stdout: '{', stderr: '', exitCode: 0 });
  });

  test('a disk that is full is told and ends with 5', async () => {
    const { stderr, exitCode } = await shell(`${cli} tasks > /dev/full`);
    expect(exitCode).toBe(5);
    expect(stderr).toBe(
      'openspec-complete: The disk is full at the standard output. Free some space and run again; nothing half-written was kept.',
    );
  });
});
