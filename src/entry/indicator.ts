import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import {
  type LmIndicatorReading,
  parseIndicator,
  UNKNOWN_INDICATOR,
} from '../core/metrics/parse-indicator.ts';

export type { LmIndicator, LmIndicatorReason, LmIndicatorStatus } from '../core/metrics/lm-indicator.ts';
export type { LmIndicatorReading } from '../core/metrics/parse-indicator.ts';
export { type LmIndicatorSource, type LmWidgetProps, lmWidgetProps } from '../core/metrics/widget-props.ts';

/** An indicator has a few hundred bytes. */
const LONGEST_BYTES = 65_536;

/**
 * Reads `share/atlas/control_plane/lm_indicator.json` for another program. Never throws and fails closed: a file that
 * is missing, no JSON, of other keys or of an unknown status is offline with `db_off`, and `problem` says why.
 */
export async function readLmIndicator(path: string): Promise<LmIndicatorReading> {
  try {
    // Not to wait for the writer of a pipe.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const facts = await file.stat();
    if (!facts.isFile()) return unusable('it is not a file');
    if (facts.size > LONGEST_BYTES) return unusable('it is too long');
    return parseIndicator(await file.readFile('utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return unusable(code === 'ENOENT' ? 'it does not exist' : 'it cannot be read');
  }
}

function unusable(problem: string): LmIndicatorReading {
  return { indicator: UNKNOWN_INDICATOR, problem };
}
