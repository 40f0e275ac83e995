import { checkWgsl } from './check-wgsl.ts';
import { parseWgsl } from './parse-wgsl.ts';
import type { ShaderProblem } from './shader-problem.ts';
import { WgslError } from './wgsl-error.ts';
import { WgslReport } from './wgsl-report.ts';

/** What is certainly wrong in a shader, or why it cannot be judged. */
export type ShaderReading =
  | { readonly kind: 'read'; readonly problems: readonly ShaderProblem[]; readonly hasEntryPoint: boolean }
  | { readonly kind: 'unread'; readonly why: string };

/** `#import` of naga_oil and bevy, `import a::b` of WESL, `{{name}}` and `{% if %}` of text templates. */
const PREPROCESSED =
  /^[ \t]*#[ \t]*\w|^[ \t]*import[ \t]+[\w{]|\{%|\{\{[ \t]*[\w.]+[ \t]*\}\}|\$\{\w+\}|\{[A-Z][A-Z0-9_]+\}|@(?:if|elif|else)\b/m;

/**
 * Judges a WGSL text. Never throws on a text; nothing is reported that naga or the language would take. Linear but for
 * the hints, whose number is bounded.
 */
export function readShader(text: string): ShaderReading {
  const report = new WgslReport(text);
  try {
    checkWgsl(parseWgsl(text), report);
  } catch (error) {
    // A sum of a hundred thousand terms is a tree as deep: the stack ends, and nothing is known.
    if (error instanceof RangeError) return { kind: 'unread', why: 'it is nested too deeply' };
    if (!(error instanceof WgslError)) throw error;
    if (PREPROCESSED.test(text)) return { kind: 'unread', why: 'it is written for a preprocessor' };
    report.add(error.at, error.message);
  }
  const hasEntryPoint = /@(?:vertex|fragment|compute|mesh|task)\b/.test(text);
  return { kind: 'read', problems: report.problems(), hasEntryPoint };
}
