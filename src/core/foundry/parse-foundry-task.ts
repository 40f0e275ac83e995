import { type FoundryTask, foundryTaskSchema } from './foundry-task.ts';
import { originalOf } from './task-result.ts';

export type ParsedFoundryTask =
  /** `note`: one sentence on fields that its type makes no use of. */
  | { readonly ok: true; readonly task: FoundryTask; readonly note?: string }
  /** One sentence part with everything that is wrong. */
  | { readonly ok: false; readonly why: string };

/** Bytes of a task file that are read. */
export const LONGEST_TASK = 1_048_576;

/** Reads a task file, also one that had to be wrapped for its result; a byte order mark in front of it is no harm. */
export function parseFoundryTask(bytes: Uint8Array): ParsedFoundryTask {
  if (bytes.length > LONGEST_TASK) return { ok: false, why: `it is larger than ${LONGEST_TASK} bytes` };
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message : 'it is not UTF-8';
    return { ok: false, why: `it is no JSON: ${why}` };
  }
  const original = originalOf(found);
  if (original) return parseFoundryTask(original);
  const parsed = foundryTaskSchema.safeParse(found);
  if (parsed.success) return { ok: true, task: parsed.data, ...noteOn(found as object, parsed.data) };
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? `it is no JSON object (${message})` : `${path.join('.')} ${decapitalised(message)}`,
  );
  return { ok: false, why: problems.join('; ') };
}

const OF_MANY = ['paths', 'max_files', 'max_files_per_path'];

function noteOn(given: object, { type }: FoundryTask): { readonly note?: string } {
  const unused = OF_MANY.filter((field) => field in given);
  if (unused.length === 0 || type === 'crystallize_system' || type === 'scan_kernel_modules') return {};
  return { note: `${type} takes its source alone: ${unused.join(', ')} of this task changed nothing` };
}

function decapitalised(message: string): string {
  return message
    .replace(/^Invalid input: /, 'is wrong: ')
    .replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
