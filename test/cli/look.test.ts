import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';

const TASKS = 'openspec/changes/format-durations/tasks.md';

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

describe('tasks', () => {
  test('a person sees every task with its box, id and kind', async () => {
    const { code, stdout, stderr } = await world.cli(['tasks']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "format-durations  0/7
        [ ]  1.1  code    Add \`pub fn format(seconds: u64) -> String\` to \`crates/duration/src/lib.rs\`, largest unit first, ze…
        [ ]  1.2  code    Implement \`std::fmt::Display\` and \`std::error::Error\` for \`ParseError\` in \`crates/duration/src/lib.…
        [ ]  1.3  test    Test that \`parse(&format(n)) == Ok(n)\` in \`crates/duration/tests/round_trip.rs\`
        [ ]  2.1  code    Print \`ringing in 1h30m\` instead of seconds, and the error as a sentence, in \`crates/timer/src/main…
        [ ]  2.2  docs    Describe the output in \`README.md\`
        [ ]  2.3  verify  Run \`cargo test --workspace\`
        [ ]  2.4  manual  Manually check that a real kitchen timer rings at the same moment"
    `);
  });

  test('a script gets the keys of the contract', async () => {
    const { code, stdout } = await world.cli(['tasks', '--json']);
    const listing = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(listing.changes).toHaveLength(1);
    expect(listing.changes[0]).toMatchObject({ change: 'format-durations', total: 7, complete: 0 });
    expect(listing.changes[0].tasks[1]).toMatchObject({
      id: '1.2',
      line: 5,
      section: ['1. The duration crate'],
      text: expect.stringContaining('Implement `std::fmt::Display`'),
      done: false,
      kind: 'code',
    });
  });

  test('it works from a folder below, from elsewhere with -C before or behind the command, and without git', async () => {
    const all = await world.cli(['tasks']);
    const below = await world.cli(['tasks'], { cwd: join(world.root, 'crates', 'timer') });
    const before = await world.cli(['-C', world.root, 'tasks'], { cwd: world.elsewhere });
    const behind = await world.cli(['tasks', '-C', world.root], { cwd: world.elsewhere });
    expect([below, before, behind]).toEqual([all, all, all]);

    const plain = join(world.elsewhere, 'plain', 'openspec', 'changes', 'one');
    await mkdir(plain, { recursive: true });
    await writeFile(join(plain, 'tasks.md'), '- [x] 1.1 Begin\n- [ ] 1.2 End\n');
    const { code, stdout } = await world.cli(['tasks'], { cwd: join(world.elsewhere, 'plain') });
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^one {2}1\/2\n/) });
  });

  test('an empty --change, as a script may give it, names none', async () => {
    expect(await world.cli(['tasks', '--change', ''])).toEqual(await world.cli(['tasks']));
  });

  test('an unknown change is told with the one that was probably meant, in text and in JSON', async () => {
    for (const more of [[], ['--json']])
      expect(await world.cli(['tasks', '--change', 'format-duratoins', ...more])).toEqual({
        code: 2,
        stdout: '',
        stderr:
          'openspec-complete: There is no change named format-duratoins (did you mean format-durations?). ' +
          'Run `openspec-complete tasks` to see the changes and their tasks.',
      });
  });
});

describe('plan', () => {
  test('a person sees the order of the work and why the rest is left', async () => {
    const { code, stdout, stderr } = await world.cli(['plan', '--max-tasks', '2']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatchInlineSnapshot(`
      "To be worked on:
        1.  format-durations#1.1  code          Add \`pub fn format(seconds: u64) -> String\` to \`crates/duration/src/lib.rs\`, largest unit first, ze…
        2.  format-durations#1.2  code  on 1.1  Implement \`std::fmt::Display\` and \`std::error::Error\` for \`ParseError\` in \`crates/duration/src/lib.…

      Skipped:
        format-durations#2.4  manual     Manually check that a real kitchen timer rings at the same …  It needs a person or hardware, so it is left for one.
        format-durations#1.3  max-tasks  Test that \`parse(&format(n)) == Ok(n)\` in \`crates/duration/…  One run works on at most 2 tasks.
        format-durations#2.1  max-tasks  Print \`ringing in 1h30m\` instead of seconds, and the error …  One run works on at most 2 tasks.
        format-durations#2.2  max-tasks  Describe the output in \`README.md\`                            One run works on at most 2 tasks.
        format-durations#2.3  max-tasks  Run \`cargo test --workspace\`                                  One run works on at most 2 tasks."
    `);
  });

  test('a script gets branch, base and predecessor of every planned task, and a reason for every skipped one', async () => {
    const plan = JSON.parse((await world.cli(['plan', '--json', '--base', 'main'])).stdout);
    expect(plan.order).toBe('stacked');
    expect(plan.planned.map((one: { task: string }) => one.task)).toEqual([
      '1.1',
      '1.2',
      '1.3',
      '2.1',
      '2.2',
    ]);
    expect(plan.planned[0]).toMatchObject({ base: 'main', predecessor: null });
    expect(plan.planned[1]).toMatchObject({ base: plan.planned[0].branch, predecessor: '1.1' });
    expect(plan.skipped.map(({ task, why }: { task: string; why: string }) => [task, why])).toEqual([
      ['2.4', 'manual'],
      ['2.3', 'max-tasks'],
    ]);
  });

  test('an option that names things may be given several times', async () => {
    const twice = await world.cli(['plan', '--task', '1.1', '--task', '1.3', '--json']);
    expect(JSON.parse(twice.stdout).planned.map((one: { task: string }) => one.task)).toEqual(['1.1', '1.3']);
  });

  test('mistakes of options and policy file are told together', async () => {
    await using other = await createCliWorld();
    await other.project.commit({ '.github/openspec-complete.yml': 'skp: [a]\nrules: 3\n' });
    const { code, stdout, stderr } = await other.cli(['plan', '--order', 'sideways', '--max-tasks', '0']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    for (const part of ['order must be', 'max-tasks must be', 'did you mean "skip"?', ':2: rules'])
      expect(stderr).toContain(part);
    expect(stderr.split('\n')).toHaveLength(1);
  });

  test('tasks that are not committed yet are planned all the same', async () => {
    await using other = await createCliWorld();
    await writeFile(join(other.root, TASKS), '- [ ] 9.1 Fresh words for `src/lib.rs`\n');
    expect((await other.cli(['plan'])).stdout).toContain('format-durations#9.1');
  });
});

describe('nothing to look at', () => {
  test('a folder without openspec is told, with what to do', async () => {
    for (const command of ['tasks', 'plan'])
      expect(await world.cli([command], { cwd: world.elsewhere })).toEqual({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/has no openspec\/changes folder\. Run `openspec init`/),
      });
  });
});
