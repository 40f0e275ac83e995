import { expect, test } from 'vitest';
import { cgroupFolders } from '../../../src/adapters/sandbox/cgroup-folders.ts';

const V1 = [
  '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory',
  '39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids',
].join('\n');
const V2 = '41 31 0:38 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw,nsdelegate';

test('of version 1 the own folders of both controllers are taken, also beside version 2', () => {
  const self = '8:pids:/\n4:memory:/job/4a5e\n0::/\n';
  const folders = { version: 1, pids: '/sys/fs/cgroup/pids', memory: '/sys/fs/cgroup/memory/job/4a5e' };
  expect(cgroupFolders(V1, self)).toEqual(folders);
  expect(cgroupFolders(`${V2.replace('cgroup rw', 'cgroup/unified rw')}\n${V1}`, self)).toEqual(folders);
});

test('of version 2 all folders upwards are candidates, the own one first', () => {
  expect(cgroupFolders(V2, '0::/user.slice/runner.service/main\n')).toEqual({
    version: 2,
    candidates: [
      '/sys/fs/cgroup/user.slice/runner.service/main',
      '/sys/fs/cgroup/user.slice/runner.service',
      '/sys/fs/cgroup/user.slice',
      '/sys/fs/cgroup',
    ],
  });
});

test('in a container the mounted part counts, and a place outside of it is its top', () => {
  const mounted = V2.replace(' / /sys', ' /docker/1f /sys');
  expect(cgroupFolders(mounted, '0::/docker/1f/a\n')).toMatchObject({
    candidates: ['/sys/fs/cgroup/a', '/sys/fs/cgroup'],
  });
  expect(cgroupFolders(mounted, '0::/elsewhere\n')).toMatchObject({ candidates: ['/sys/fs/cgroup'] });
});

test('where there are none, or the place leads upwards, there is nothing', () => {
  expect(cgroupFolders('', '')).toBeUndefined();
  expect(cgroupFolders(V2, '0::/../../other\n')).toBeUndefined();
  expect(cgroupFolders(V1.split('\n')[0] ?? '', '4:memory:/\n')).toBeUndefined();
});
