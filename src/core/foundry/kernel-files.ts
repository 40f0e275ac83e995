const KERNEL = /^\/(proc|sys)(\/|$)/;
/**
 * Reading these takes for ever (`kcore` and `pagemap` are as large as an address space, `mem` is the memory itself) or
 * takes away what is read (`kmsg`, `trace_pipe`): proc(5), kernel.org/doc/html/latest/trace/ftrace.html.
 */
const HARMFUL =
  /^\/proc\/(kcore|kmsg|vmcore|kpage\w+|(\d+|self|thread-self)(\/task\/\d+)?\/(mem|pagemap))$|^\/(proc|sys)\/.*\/trace_pipe(_raw)?$/;

/** Whether the kernel makes the file up when it is read: its times, its size and inotify tell nothing of its changes. */
export function isKernelFile(path: string): boolean {
  return KERNEL.test(path);
}

/** Whether a file that was found below `root`, and not asked for by name, is better left alone. */
export function isHarmfulBelow(root: string, path: string): boolean {
  return path !== root && HARMFUL.test(path);
}

/** Whether a folder is the kernel's while the one that was asked for is not: all of /proc is no part of `/`. */
export function leavesDisk(root: string, folder: string): boolean {
  return isKernelFile(folder) && !isKernelFile(root);
}
