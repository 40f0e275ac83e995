import type { Verdict } from './attempt.ts';

/** The failed gates of a verdict in one line for people. */
export function problemOf(verdict: Verdict): string {
  const failed = verdict.gates.filter((gate) => gate.result === 'failed');
  return failed.map((gate) => `${gate.gate}: ${gate.summary}`).join('; ') || 'a gate failed';
}
