import { z } from 'zod';

const resultSchema = z.looseObject({
  outcome: z.enum(['done', 'failed']),
  reason: z.string().optional(),
});

/** What came of a FoundryTask; stands in its file under `result`. */
export interface TaskResult {
  readonly outcome: 'done' | 'failed';
  readonly reason?: string;
  readonly [key: string]: unknown;
}

/**
 * The text of a task file with its result: everything else in it stays byte for byte, an older result is replaced. What
 * is no JSON object is kept as a string (`original`) beside the result, or in base64 where it is not UTF-8.
 */
export function withResult(bytes: Uint8Array, result: TaskResult): Buffer {
  const member = `"result": ${JSON.stringify(result, null, 2).replaceAll('\n', '\n  ')}`;
  const text = textOf(bytes);
  if (text === undefined || !isObject(text)) {
    const name = text === undefined ? 'original_base64' : 'original';
    const original = JSON.stringify(text ?? Buffer.from(bytes).toString('base64'));
    return Buffer.from(`{\n  "${name}": ${original},\n  ${member}\n}\n`);
  }
  const members = membersOf(text);
  const older = members.findLast(({ key }) => key === 'result');
  if (older) return Buffer.from(text.slice(0, older.start) + member + text.slice(older.end));
  const last = members.at(-1)?.end ?? text.indexOf('{') + 1;
  const comma = members.length === 0 ? '' : ',';
  return Buffer.from(`${text.slice(0, last)}${comma}\n  ${member}\n${text.slice(text.lastIndexOf('}'))}`);
}

const wrapped = z.union([
  z.strictObject({ original: z.string(), result: z.unknown() }),
  z.strictObject({ original_base64: z.base64(), result: z.unknown() }),
]);

/** The bytes that {@link withResult} kept as a string, for they are no JSON object; undefined where it did not. */
export function originalOf(found: unknown): Uint8Array | undefined {
  const { data } = wrapped.safeParse(found);
  if (!data) return undefined;
  return 'original' in data ? Buffer.from(data.original) : Buffer.from(data.original_base64, 'base64');
}

/** The result in a task file, when there is one. */
export function resultOf(bytes: Uint8Array): TaskResult | undefined {
  const text = textOf(bytes);
  if (text === undefined || !isObject(text)) return undefined;
  const { result } = JSON.parse(text.replace(/^\ufeff/, ''));
  const parsed = resultSchema.safeParse(result);
  return parsed.success ? (parsed.data as TaskResult) : undefined;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isObject(text: string): boolean {
  try {
    const found: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof found === 'object' && found !== null && !Array.isArray(found);
  } catch {
    return false;
  }
}

interface Member {
  readonly key: string;
  /** Of the key's first quote. */
  readonly start: number;
  /** After the last character of the value. */
  readonly end: number;
}

/** Where the members of a JSON object are; the text is known to be one. */
function membersOf(text: string): readonly Member[] {
  const members: Member[] = [];
  let begun: Pick<Member, 'key' | 'start'> | undefined;
  let [depth, end] = [0, 0];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '}' || token === ']') depth -= 1;
    if (begun && (depth === 0 || (depth === 1 && token === ','))) {
      members.push({ ...begun, end });
      begun = undefined;
    } else if (!begun && depth === 1 && token.startsWith('"'))
      begun = { key: JSON.parse(token), start: index };
    if (token === '{' || token === '[') depth += 1;
    end = index + token.length;
  }
  return members;
}

/** Strings, punctuation, and numbers and words. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;
