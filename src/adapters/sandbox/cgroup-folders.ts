/** Folders below which control groups for one run may be made; the first that lets us is taken. */
export type CgroupFolders =
  | { readonly version: 1; readonly pids: string; readonly memory: string }
  | { readonly version: 2; readonly candidates: readonly string[] };

interface Mount {
  /** The part of the hierarchy that is mounted. */
  readonly root: string;
  readonly at: string;
  readonly kind: string;
  readonly options: readonly string[];
}

/**
 * Where this process stands in the hierarchies that limit processes and memory, from /proc/self/mountinfo and
 * /proc/self/cgroup (proc(5), cgroups(7)). Version 1 wins where both are mounted and it has the controllers. Of version
 * 2 all folders upwards from our own: a group with processes in it cannot give its children limits, but one above can.
 */
export function cgroupFolders(mountinfo: string, self: string): CgroupFolders | undefined {
  const mounts = mountinfo.split('\n').flatMap(readMount);
  const places = new Map(
    self.split('\n').flatMap((line) => {
      const [, names, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
      return names === undefined || path === undefined
        ? []
        : names.split(',').map((name): [string, string] => [name, path]);
    }),
  );
  const first = (controller: string) => {
    const mount = mounts.find(({ kind, options }) => kind === 'cgroup' && options.includes(controller));
    return mount && folderIn(mount, places.get(controller));
  };
  const pids = first('pids');
  const memory = first('memory');
  if (pids !== undefined && memory !== undefined) return { version: 1, pids, memory };
  const unified = mounts.find(({ kind }) => kind === 'cgroup2');
  const own = unified && folderIn(unified, places.get(''));
  return unified && own !== undefined ? { version: 2, candidates: upwards(own, unified.at) } : undefined;
}

/** `36 35 98:0 /root /mount/point rw,… - kind source options` */
function readMount(line: string): Mount[] {
  const [before = '', after = ''] = line.split(' - ');
  const [, , , root, at] = before.split(' ');
  const [kind, , options = ''] = after.split(' ');
  if (root === undefined || at === undefined || kind === undefined) return [];
  return [{ root, at, kind, options: options.split(',') }];
}

function folderIn(mount: Mount, path: string | undefined): string | undefined {
  if (path === undefined || path.includes('/..')) return undefined;
  const root = mount.root === '/' ? '' : mount.root;
  const below = path === root || path.startsWith(`${root}/`) ? path.slice(root.length) : '';
  return `${mount.at}${below === '/' ? '' : below}`;
}

function upwards(folder: string, top: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; at.length > top.length; at = at.slice(0, at.lastIndexOf('/'))) folders.push(at);
  return [...folders, top];
}
