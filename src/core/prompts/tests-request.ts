import type { Scenario } from '../specs/parse-scenarios.ts';
import { cleanText } from './clean-text.ts';

export interface TestsRequest {
  readonly scenarios: readonly Scenario[];
  /** Repository-relative path of the file to write. */
  readonly path: string;
  /** Name of the library as Rust code imports it. */
  readonly library: string;
}

/**
 * Asks for tests instead of the task, after the task's own text: everything before it is the same as in the question for
 * the code, so that the server's prompt cache keeps it.
 */
export function testsRequest({ scenarios, path, library }: TestsRequest): string {
  const told = scenarios.map(({ requirement, scenario, steps }) => {
    const lines = steps.map(({ keyword, text }) =>
      keyword === 'text' ? `  ${text}` : `  ${keyword.toUpperCase()} ${text}`,
    );
    return [`- ${scenario} (${requirement})`, ...lines].join('\n');
  });
  return [
    `\n\n# Write only tests\nDo not do the task yet. Write only tests for what it shall make true:`,
    cleanText(told.join('\n')),
    `One \`#[test]\` for each scenario, named after it, in the new file ${path}: an integration test that calls the public API of \`${library}\` as the task will leave it. The tests must fail on the code as it is now and pass once the task is done. Answer with that one whole file.`,
  ].join('\n');
}

/** Shown with the task once its tests are there. */
export function testsShown(path: string, text: string): string {
  return `\n\n# Tests of this task\n${path} is there already and must pass. It cannot be edited.\n\`\`\`rust\n${text.trimEnd()}\n\`\`\``;
}
