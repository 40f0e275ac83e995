import { plainLine } from '../../core/text/plain-line.ts';
import type { Progress } from '../../ports/progress.ts';
import { progressLine } from './plain-progress.ts';

/** A terminal that can redraw its last line. */
export interface Terminal {
  write(text: string): unknown;
  readonly columns?: number | undefined;
}

const ERASE_LINE = '\r\u001b[2K';

/** Progress for a person at a terminal: stages stay as lines, what is going on right now is redrawn in place. */
export function createLiveProgress(terminal: Terminal): Progress {
  let drawn = false;
  return {
    emit(event) {
      const erase = drawn ? ERASE_LINE : '';
      const line = progressLine(event);
      drawn = event.kind === 'tick';
      if (event.kind !== 'tick') {
        terminal.write(`${erase}${line}\n`);
        return;
      }
      // A line that wraps cannot be erased, so it is cut to the width.
      terminal.write(`${erase}${plainLine(line).slice(0, Math.max(20, (terminal.columns ?? 80) - 1))}`);
    },
  };
}
