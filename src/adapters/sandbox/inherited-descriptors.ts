import { readdirSync, readFileSync } from 'node:fs';

const CLOSE_ON_EXEC = 0o2000000;

/**
 * Descriptors above 2 that whoever started this program left open and that would reach every child: an open folder
 * among them would be a way out of the sandbox. From /proc (proc_pid_fdinfo(5)); empty where there is none.
 */
export function inheritedDescriptors(): readonly number[] {
  return openDescriptors().filter((descriptor) => descriptor > 2 && staysOpen(descriptor));
}

function openDescriptors(): readonly number[] {
  try {
    return readdirSync('/proc/self/fd').map(Number);
  } catch {
    return [];
  }
}

function staysOpen(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & CLOSE_ON_EXEC) === 0;
  } catch {
    // The descriptor of the listing itself is closed by now.
    return false;
  }
}
