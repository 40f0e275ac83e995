import { expect, test } from 'vitest';
import { isHarmfulBelow, isKernelFile, leavesDisk } from '../../../src/core/foundry/kernel-files.ts';

test('files of /proc and /sys are the kernel’s, and nothing that is called alike', () => {
  expect(['/proc', '/proc/meminfo', '/sys/class'].every(isKernelFile)).toBe(true);
  expect(['/process', '/home/proc/x', '/sysroot', 'proc/x', '/'].some(isKernelFile)).toBe(false);
});

test('what has no end, or is gone when it was read, is folded only when it is asked for by name', () => {
  const harmful = [
    '/proc/kcore',
    '/proc/kmsg',
    '/proc/12/mem',
    '/proc/12/task/3/pagemap',
    '/sys/kernel/tracing/trace_pipe',
  ];
  expect(harmful.every((path) => isHarmfulBelow('/proc', path))).toBe(true);
  expect(harmful.some((path) => isHarmfulBelow(path, path))).toBe(false);
  expect(
    ['/proc/meminfo', '/proc/12/maps', '/proc/kmsgs', '/home/kcore'].some((path) =>
      isHarmfulBelow('/', path),
    ),
  ).toBe(false);
});

test('who watches all of a disk does not watch the kernel', () => {
  expect([leavesDisk('/', '/proc'), leavesDisk('/', '/sys'), leavesDisk('/', '/usr')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(leavesDisk('/proc', '/proc/sys')).toBe(false);
});
