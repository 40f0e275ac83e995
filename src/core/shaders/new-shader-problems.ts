import type { ShaderProblem } from './shader-problem.ts';

/** The problems of a text that its earlier version does not have; each old one, in whatever line, pays for one. */
export function newShaderProblems(
  before: readonly ShaderProblem[],
  after: readonly ShaderProblem[],
): readonly ShaderProblem[] {
  const left = new Map<string, number>();
  for (const { message } of before) left.set(message, (left.get(message) ?? 0) + 1);
  return after.filter(({ message }) => {
    const count = left.get(message) ?? 0;
    left.set(message, count - 1);
    return count <= 0;
  });
}
