import type { Loop } from './case-result.ts';
import type { Row } from './summarise.ts';

/** What the engine is to reach, each with its figure; none is asserted. */
export function printBars(rows: readonly Row[]): string {
  const all = (loop: Loop) => rows.find((row) => row.category === 'all' && row.loop === loop);
  const [engine, plain] = [all('engine'), all('plain')];
  if (!engine || !plain) return 'no bars: one of the loops was not run';
  const share = (row: Row) => (row.finished / row.cases) * 100;
  const tokens = (row: Row) => row.promptTokens + row.completionTokens;
  const ratio = tokens(engine) / tokens(plain);
  const lines: readonly (readonly [boolean, string])[] = [
    [
      engine.falseAccepts === 0,
      `false accepts of the engine: ${engine.falseAccepts} (bar 0), ${engine.unseen} of them seen by nothing but the hidden tests`,
    ],
    [share(engine) >= 90, `completion of the engine: ${share(engine).toFixed(1)} % (bar >= 90 %)`],
    [share(plain) <= 60, `completion of the plain loop: ${share(plain).toFixed(1)} % (bar <= 60 %)`],
    [ratio <= 0.5, `tokens a finished task: ${ratio.toFixed(2)} x the plain loop's (bar <= 0.50)`],
  ];
  return lines.map(([held, text]) => `${held ? 'held    ' : 'not held'} ${text}`).join('\n');
}
