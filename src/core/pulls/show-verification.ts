import { plainLine } from '../text/plain-line.ts';
import type { CheckedGate, Verification } from './verification.ts';

const LONGEST_SUMMARY = 100;

/** A verification as text for a terminal; the last line is the answer. Foreign text stays on its line. */
export function showVerification(found: Verification): string {
  const { branch, proven, toolchain, gates, bricks = [] } = found;
  const head = proven ? `${branch} at ${proven.head.slice(0, 12)}, tree ${proven.tree.slice(0, 12)}` : branch;
  const lines = [plainLine(head)];
  if (toolchain) {
    const { recorded, found: now, same } = toolchain;
    lines.push(`  toolchain  ${plainLine(`${now.rustc}, ${now.cargo}`)}`);
    if (!same)
      lines.push(`  differs    it was proven with ${plainLine(`${recorded.rustc}, ${recorded.cargo}`)}`);
  }
  for (const { path, sha256 } of bricks) lines.push(plainLine(`  ${path}  SHA-256 ${sha256}`));
  lines.push(...gates.map(gateLine), '');
  lines.push(
    found.holds
      ? 'The proof holds.'
      : `The proof does not hold: ${plainLine(found.difference ?? 'unknown')}.`,
  );
  return lines.join('\n');
}

function gateLine({ gate, recorded, found, summary }: CheckedGate): string {
  const was = (recorded ?? 'not recorded').padEnd(12);
  const is = (found ?? 'not judged').padEnd(10);
  const line = plainLine(summary);
  const shown = line.length > LONGEST_SUMMARY ? `${line.slice(0, LONGEST_SUMMARY - 1)}…` : line;
  return `  ${gate.padEnd(15)}${was} -> ${is}  ${shown}`.trimEnd();
}
