import type { FileChange } from './file-change.ts';
import type { GateFinding } from './gate-finding.ts';
import { type GatedCode, isAllGated } from './gated-code.ts';

/** Predicates that hold nowhere. */
const NEVER = /^(?:any\(\)|not\(all\(\)\)|all\(any\(\).*\)|false)$/i;

/**
 * The gate `compiled` with what stands under a `#[cfg]` that is off: it fails where such code is all the change
 * brings or where no machine would ever build it; elsewhere the summary says what was not compiled.
 */
export function judgeUnbuilt(
  finding: GateFinding,
  changes: readonly FileChange[],
  unbuilt: readonly GatedCode[],
): GateFinding {
  if (unbuilt.length === 0) return finding;
  const never = unbuilt.filter(({ predicate }) => NEVER.test(predicate));
  const sentences = never.map(
    (each) =>
      `\`${each.path}\` line ${each.line} puts code where it is never built: \`#[cfg(${each.predicate})]\`.`,
  );
  if (isAllGated(changes, unbuilt))
    sentences.push(
      `All the change does in Rust stands under ${predicatesOf(unbuilt)}, which is off here. Write what the task asks for where it is built, or have \`features\` of the policy file switch it on.`,
    );
  if (sentences.length === 0)
    return { ...finding, summary: `${finding.summary}; off here and not compiled: ${predicatesOf(unbuilt)}` };
  return {
    result: 'failed',
    summary: `code is not compiled: ${sentences[0] ?? ''}`,
    feedback: [finding.feedback, ...sentences].filter((text) => text !== '').join('\n'),
  };
}

/** What a reviewer should know of code that no gate saw. */
export function unbuiltRisks(unbuilt: readonly GatedCode[]): readonly string[] {
  return unbuilt.map(
    ({ path, line, predicate }) =>
      `\`${path}\` line ${line}: code under \`#[cfg(${predicate})]\` was not compiled here`,
  );
}

function predicatesOf(unbuilt: readonly GatedCode[]): string {
  return [...new Set(unbuilt.map(({ predicate }) => `\`#[cfg(${predicate})]\``))].slice(0, 5).join(', ');
}
