import { systemFault } from '../core/system-fault.ts';

/** What is left to say and the exit code to end with, for whatever stopped the program. */
export function endWith(error: unknown): { readonly code: number; readonly text: string } {
  const fault = systemFault(error);
  if (fault) return { code: fault.exit, text: fault.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 70, text: `This is a bug in openspec-complete, please report it: ${detail}` };
}
