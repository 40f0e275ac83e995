import { readSymbols } from '../symbols/read-symbols.ts';
import { rustTokens } from '../verdicts/rust-tokens.ts';
import { insertAtTop, insertBelow } from './insert-mod.ts';
import type { Replacement } from './proposal.ts';

/**
 * Where `use …;` is added for a name on a line: below the last `use` at the top level before it, else at the top; in an
 * inline module (tests) as its first line. Undefined where that line does not end with the module's brace.
 */
export function insertUse(
  file: string,
  text: string,
  use: { readonly path: readonly string[]; readonly line: number },
): Replacement | undefined {
  const said = `use ${use.path.join('::')};`;
  const around = readSymbols(text).definitions.filter(
    ({ kind, line, endLine }) => kind === 'mod' && line < use.line && use.line <= endLine,
  );
  const inner = around.at(-1);
  if (!inner) {
    const last = lastUse(text, use.line);
    return last > 0 ? insertBelow(file, text, { line: last, said }) : insertAtTop(file, text, said);
  }
  const opens = text.split('\n')[inner.line - 1]?.trimEnd().endsWith('{');
  return opens ? insertBelow(file, text, { line: inner.line, said: `    ${said}` }) : undefined;
}

/** Line of the `;` of the last top-level `use` that stands before a line; 0 for none. */
function lastUse(text: string, before: number): number {
  let depth = 0;
  let isUse = false;
  let last = 0;
  for (const { kind, text: sign, line } of rustTokens(text)) {
    if (kind === 'word' && sign === 'use' && depth === 0) isUse = true;
    if (kind !== 'punct') continue;
    if (/^[([{]$/.test(sign)) depth++;
    if (/^[)\]}]$/.test(sign)) depth = Math.max(0, depth - 1);
    if (sign !== ';' || depth > 0) continue;
    if (isUse && line < before) last = line;
    isUse = false;
  }
  return last;
}
