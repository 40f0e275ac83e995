export interface MemoryRange {
  readonly start: number;
  /** After the last byte. */
  readonly end: number;
  readonly readable: boolean;
  /** The file that is mapped, the kernel's name as `[heap]`, or `anonymous`. */
  readonly name: string;
}

/** Reads `/proc/<pid>/maps` (proc_pid_maps(5)): address, permissions, offset, device, inode, path. */
export function parseMemoryMap(text: string): readonly MemoryRange[] {
  return text.split('\n').flatMap((line) => {
    const found = /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \d+\s*(.*)$/.exec(line);
    if (!found) return [];
    const [, start = '', end = '', permissions = '', name = ''] = found;
    return [
      {
        start: Number.parseInt(start, 16),
        end: Number.parseInt(end, 16),
        readable: permissions.startsWith('r'),
        name: name === '' ? 'anonymous' : name,
      },
    ];
  });
}
