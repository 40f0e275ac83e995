import { plainLine } from '../../core/text/plain-line.ts';
import type { Progress, ProgressEvent } from '../../ports/progress.ts';

export interface PlainProgressOptions {
  /** Writes one finished line. */
  readonly print: (line: string) => void;
  /** Milliseconds on any steady clock. */
  readonly now: () => number;
  /** Least milliseconds between two "still working" lines of one task. */
  readonly tickEvery: number;
}

/** Progress as plain lines, for logs and pipes: every stage once, long waits as an occasional line. */
export function createPlainProgress(options: PlainProgressOptions): Progress {
  let lastTick = options.now();
  return {
    emit(event) {
      if (event.kind === 'tick') {
        if (options.now() - lastTick < options.tickEvery) return;
      }
      lastTick = options.now();
      options.print(progressLine(event));
    },
  };
}

/** One event as one safe line. */
export function progressLine(event: ProgressEvent): string {
  switch (event.kind) {
    case 'run':
      return plainLine(event.text);
    case 'warning':
      return plainLine(`warning: ${event.text}`);
    case 'task':
      return plainLine(`[${event.index}/${event.count}] ${event.task}: ${event.title}`);
    case 'stage':
    case 'tick':
      return plainLine(`      ${event.stage.padEnd(10)}${event.text}`);
    case 'outcome':
      return plainLine(`      ${event.outcome.padEnd(9)} ${event.text}`);
  }
}
