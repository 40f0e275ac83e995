import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';

const HOLDER = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /** Tells a process from a later one with the same number; empty where the system does not say (no /proc). */
  started: z.string(),
  /** Changes with every start of the machine. */
  boot: z.string(),
  /** Numbers of processes mean something only inside one PID namespace: a container has its own. */
  namespace: z.string(),
  /** When it took the lock, in ISO 8601. */
  since: z.string().optional(),
});

/** The process that holds a lock. */
export type Holder = z.infer<typeof HOLDER>;

/** This process, as others can recognise it. */
export async function describeSelf(): Promise<Holder> {
  return {
    pid: process.pid,
    host: hostname(),
    started: await startOf(process.pid),
    boot: await orEmpty(readFile('/proc/sys/kernel/random/boot_id', 'utf8')),
    namespace: await orEmpty(readlink('/proc/self/ns/pid')),
  };
}

export function parseHolder(text: string): Holder | undefined {
  try {
    return HOLDER.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Whether the process still runs; `unknown` when it cannot be seen from here (another machine or container).
 *
 * @param here this process, described in the same way as the holder
 */
export async function stateOf(holder: Holder, here?: Holder): Promise<'alive' | 'dead' | 'unknown'> {
  const self = here ?? (await describeSelf());
  if (holder.host === self.host && holder.boot !== self.boot) return 'dead';
  if (holder.host !== self.host || holder.namespace !== self.namespace) return 'unknown';
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // EPERM: it runs, as somebody else.
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return 'dead';
  }
  return (await startOf(holder.pid)) === holder.started ? 'alive' : 'dead';
}

/** Start time in clock ticks since boot: field 22 of /proc/pid/stat, counted after the name (man 5 proc). A zombie has none. */
async function startOf(pid: number): Promise<string> {
  const stat = await orEmpty(readFile(`/proc/${pid}/stat`, 'utf8'));
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? '');
}

function orEmpty(text: Promise<string>): Promise<string> {
  return text.then(
    (found) => found.trim(),
    () => '',
  );
}
