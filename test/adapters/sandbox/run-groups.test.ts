import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { RunGroups } from '../../../src/adapters/sandbox/run-groups.ts';

test('a group takes the program in with its limits and is gone afterwards; where none can be made, none is claimed', async () => {
  const groups = await RunGroups.find();
  if (!groups) {
    expect(process.getuid?.()).not.toBe(0);
    return;
  }
  const folders: string[] = [];
  {
    await using group = await groups.open({ processes: 20, memoryMegabytes: 64 });
    const [file, ...args] = group.prefix;
    folders.push(...args.filter((each) => each.endsWith('/cgroup.procs')).map((each) => dirname(each)));
    const own = execFileSync(file, [...args, 'cat', '/proc/self/cgroup'], { encoding: 'utf8' });
    for (const folder of folders) expect(own).toContain(folder.split('/').at(-1));
    const limits = folders.flatMap((folder) =>
      ['pids.max', 'memory.max', 'memory.limit_in_bytes']
        .map((name) => join(folder, name))
        .filter(existsSync)
        .map((path) => readFileSync(path, 'utf8').trim()),
    );
    expect(limits).toEqual(expect.arrayContaining(['23', String(64 * 1_048_576)]));
  }
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});
