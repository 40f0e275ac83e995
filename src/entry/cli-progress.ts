import { createLiveProgress } from '../adapters/system/live-progress.ts';
import { createPlainProgress } from '../adapters/system/plain-progress.ts';
import type { Progress } from '../ports/progress.ts';

/** Progress on stderr: redrawn in place at a terminal, plain lines elsewhere. */
export function cliProgress(mask: (text: string) => string): Progress {
  const { stderr } = process;
  if (stderr.isTTY)
    return createLiveProgress({ write: (text) => stderr.write(mask(text)), columns: stderr.columns });
  return plainProgress((line) => void stderr.write(`${mask(line)}\n`));
}

/** Progress as plain lines. */
export function plainProgress(print: (line: string) => void): Progress {
  return createPlainProgress({ print, now: () => performance.now(), tickEvery: 15_000 });
}
