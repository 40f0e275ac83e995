import { stopOnSignals } from './stop-signal.ts';

/**
 * Does work that leaves nothing behind when it is aborted.
 * @returns the exit code: 1 when a signal ended it, which is said on stderr
 */
export async function untilStopped(work: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const { signal } = stopOnSignals();
  try {
    await work(signal);
    return 0;
  } catch (error) {
    if (!signal.aborted) throw error;
    const { message } = signal.reason as Error;
    process.stderr.write(`openspec-complete: ${message}, so nothing was written. Run it again.\n`);
    return 1;
  }
}
