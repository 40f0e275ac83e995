import { Fault } from '../core/fault.ts';

/** What is left to say and the exit code to end with, for whatever stopped the program. */
export function endWith(error: unknown): { readonly code: number; readonly text: string } {
  if (error instanceof Fault) return { code: error.exit, text: error.message };
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: 70, text: `This is a bug in openspec-complete, please report it: ${detail}` };
}
