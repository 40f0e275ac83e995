import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Clones of one remote share their slots; nobody asks it anything. */
const ORIGIN = 'https://git.example.invalid/ada/timer.git';
const BRANCH = 'openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error';
const TASKS = 'openspec/changes/format-durations/tasks.md';

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

/** Everything a user could miss: files, HEAD, index, other branches; not what a run is there to write. */
async function untouchable(): Promise<Readonly<Record<string, string>>> {
  const own = /^\.git\/(logs\/)?refs\/heads\/openspec\/|^\.git\/openspec-complete\//;
  return Object.fromEntries(
    Object.entries(await world.project.fingerprint()).filter(([path]) => !own.test(path)),
  );
}

describe('one task, locally', () => {
  let before: Readonly<Record<string, string>>;
  let end: Awaited<ReturnType<CliWorld['cli']>>;
  beforeAll(async () => {
    world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
    await world.project.git('remote', 'add', 'origin', ORIGIN);
    before = await untouchable();
    const args = ['run', '--change', 'format-durations', '--task', '1.2'];
    end = await world.cli(args, { cwd: join(world.root, 'crates', 'timer') });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('leaves a branch with the code and the ticked box, on top of what is checked out', async () => {
    expect(end.code).toBe(0);
    expect(await world.project.git('rev-parse', `${BRANCH}^`)).toBe(
      await world.project.git('rev-parse', 'main'),
    );
    const changed = await world.project.git('diff', '--name-only', 'main', BRANCH);
    expect(changed.split('\n')).toEqual(['crates/duration/src/lib.rs', TASKS]);
    expect(await world.project.git('diff', '--unified=0', 'main', BRANCH, '--', TASKS)).toContain(
      '+- [x] 1.2 ',
    );
  });

  test('leaves the text of the pull request as a file that the last lines name', async () => {
    const path = /^ {4}(\/.*\.md)$/m.exec(end.stdout)?.[1] ?? '';
    const text = await readFile(path, 'utf8');
    expect(text).toContain(`branch: "${BRANCH}"`);
    expect(text).toContain('base: "main"');
    expect(text).toContain('openspec-complete run --change format-durations --task 1.2');
  });

  test('touches no file, no index, no HEAD and no other branch', async () => {
    expect(await untouchable()).toEqual(before);
    expect(await world.project.git('status', '--porcelain')).toBe('');
  });

  test('goes on stderr as plain lines, and the result alone on stdout says what to do next', () => {
    expect(end.stderr).toContain('[1/1] format-durations#1.2: Implement');
    expect(end.stderr).toContain('      judge     round 1: all gates hold');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: no terminal is there to read them
    expect(end.stderr).not.toMatch(/\u001b|\r/);
    const shown = end.stdout
      .replaceAll(/\d+(\.\d+)? s\b/g, 'N s')
      .replace(/\d+ tokens/, 'N tokens')
      .replace(/\/\S*(\/\.git\/)/, '<repository>$1')
      .replace(/Report: .*/, 'Report: <file>');
    expect(shown).toMatchInlineSnapshot(`
      "
      completed  format-durations 1.2  1 round  N s  Implement \`std::fmt::Display\` and \`std::error::Error\` for \`ParseError\` in \`crat…
          opened
          <repository>/.git/openspec-complete/pulls/format-durations/1.2-implement-std-fmt-display-and-std-error-error.md

      1 completed, 0 failed, 0 skipped; 1 round, N tokens, N s

      Next, read the work and take it over:
          git show openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error
          git merge openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error

      Report: <file>"
    `);
  });

  test('a second run finds it done, asks no model and changes nothing', async () => {
    const [chats, tip] = [studio.chats.length, await world.project.git('rev-parse', BRANCH)];
    const again = await world.cli(['run', '--task', '1.2']);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') });
    expect(studio.chats).toHaveLength(chats);
    expect(await world.project.git('rev-parse', BRANCH)).toBe(tip);
  });

  test('a branch that is checked out is never moved', async () => {
    const tip = await world.project.git('rev-parse', BRANCH);
    const other = join(world.project.folder, 'other');
    await world.project.git('worktree', 'add', '--quiet', other, BRANCH);
    const args = ['run', '--task', '1.2', '--lm-studio-model', 'demo/scripted-coder-30b', '--labels', 'x'];
    const { code, stderr } = await world.cli(args);
    expect(code).toBe(5);
    expect(stderr.split('\n').at(-1)).toMatch(
      /^openspec-complete: The branch openspec\/\S+ is checked out in \S+, so it was not moved\. Switch that worktree/,
    );
    expect(await world.project.git('rev-parse', BRANCH)).toBe(tip);
    await world.project.git('worktree', 'remove', '--force', other);
  });
});

describe('ways to run', () => {
  beforeEach(async () => {
    world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
    await world.project.git('remote', 'add', 'origin', ORIGIN);
    return () => world[Symbol.asyncDispose]();
  });

  test('--json is one document on stdout, also when a task failed', async () => {
    await using silent = await startScriptedModel();
    silent.script({ text: 'I would rather not.' }, { text: 'No.' });
    const args = ['run', '--task', '1.2', '--max-rounds', '2', '--json', '--lm-studio-url', silent.url];
    const { code, stdout } = await world.cli(args);
    expect(code).toBe(1);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ version: 1, totals: { completed: 0, failed: 1 }, fault: null });
    expect(report.tasks[0]).toMatchObject({ change: 'format-durations', task: '1.2', outcome: 'failed' });
  });

  test('--dry-run proves the work and writes neither branch nor file', async () => {
    const before = await untouchable();
    const { code, stdout, stderr } = await world.cli(['run', '--task', '1.2', '--dry-run']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('dry run: not written') });
    expect(stdout).not.toContain('git merge');
    expect(stderr).toContain(`would-open ${BRANCH}`);
    expect(await world.project.git('branch', '--list', 'openspec/*')).toBe('');
    expect(await untouchable()).toEqual(before);
  });

  test('a detached HEAD works, --out and --report say where the texts go', async () => {
    await world.project.git('checkout', '--quiet', '--detach');
    const [out, report] = [join(world.elsewhere, 'pulls'), join(world.elsewhere, 'report.json')];
    const { code, stdout } = await world.cli(['run', '--task', '1.2', '--out', out, '--report', report]);
    expect(code).toBe(0);
    expect(stdout).toContain(join(out, 'format-durations', '1.2-'));
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({ totals: { completed: 1 } });
    expect(await world.project.git('rev-parse', `${BRANCH}^`)).toBe(
      await world.project.git('rev-parse', 'HEAD'),
    );
  });

  test('two tasks are stacked, and the last branch is the one to read and merge', async () => {
    const { code, stdout } = await world.cli(['run', '--task', '1.1,1.2']);
    expect(code).toBe(0);
    expect(stdout).toContain(`git log --patch ..${BRANCH}\n    git merge ${BRANCH}\n`);
    expect(stdout.match(/git merge/g)).toHaveLength(1);
    expect(await world.project.git('rev-list', '--count', `main..${BRANCH}`)).toBe('2');
    await world.project.git('merge', '--quiet', BRANCH);
    expect((await world.cli(['tasks'])).stdout).toContain('format-durations  2/7');
  });

  test('of two runs at once one does the task, and the other leaves it alone', async () => {
    const asked = Promise.withResolvers<void>();
    const second = Promise.withResolvers<void>();
    const answer = await readFile(join(import.meta.dirname, '../../demo/replies/1.2.md'), 'utf8');
    await using patient = await LmStudio.start({
      models: [{ key: 'demo/patient', loaded: { contextLength: 16_384 } }],
      // The first run gets its answer once the second has ended.
      respond: async () => {
        asked.resolve();
        await second.promise;
        return { text: answer };
      },
    });
    const own = join(world.project.folder, 'state');
    const args = ['run', '--task', '1.2', '--lm-studio-url', patient.url];
    const run = () => world.cli(args, { env: { XDG_STATE_HOME: own } });
    const first = run();
    await asked.promise;
    const late = await run();
    second.resolve();
    expect([late.code, (await first).code]).toEqual([0, 0]);
    expect(late.stdout).toContain('held: another run works on it since');
    expect((await first).stdout).toContain('completed');
    expect(patient.chats).toHaveLength(1);
    expect(await world.project.git('for-each-ref', 'refs/openspec-complete')).toBe('');
    expect(await world.project.git('rev-list', '--count', `main..${BRANCH}`)).toBe('1');
    expect(await world.project.git('status', '--porcelain')).toBe('');
  });
});
