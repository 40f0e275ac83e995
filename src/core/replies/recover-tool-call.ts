import type { Edit } from '../edits/edit.ts';
import { callsInTags } from './calls-in-tags.ts';

/** How model families begin a tool call whose arguments are JSON, and how they end it. */
const MARKERS = [
  { open: '<tool_call>', close: '</tool_call>' },
  { open: '<tools>', close: '</tools>' },
  { open: '[TOOL_REQUEST]', close: '[END_TOOL_REQUEST]' },
  { open: '[TOOL_CALLS]', close: '[/TOOL_CALLS]' },
  { open: '<|tool_call_begin|>', close: '<|tool_call_end|>' },
  { open: '<｜tool▁call▁begin｜>', close: '<｜tool▁call▁end｜>' },
  { open: '<|python_tag|>', close: '<|eom_id|>' },
  // gpt-oss: `<|channel|>commentary to=functions.edit <|constrain|>json<|message|>{…}<|call|>`
  { open: 'to=functions.', close: '<|call|>' },
] as const;
/** `functions.edit({…})`, `functions.write_file:0 {…}`, at the start of a line. */
const FUNCTION_CALL = /^(?:functions|tools)\.\w{1,40}(?::\d{1,3})?\s{0,3}\(?\s{0,3}\{/m;
const PATH_KEYS = ['path', 'file_path', 'filePath', 'filename', 'file'] as const;
const CONTENT_KEYS = ['content', 'contents', 'file_text', 'new_content', 'code', 'text'] as const;
const SEARCH_KEYS = ['old_string', 'old_str', 'oldText', 'search'] as const;
const REPLACE_KEYS = ['new_string', 'new_str', 'newText', 'replace'] as const;

/** True when an answer holds a tool call written out as text (facts: LM Studio leaks them into the content). */
export function hasToolCall(text: string): boolean {
  return (
    MARKERS.some(({ open }) => text.includes(open)) ||
    callsInTags(text) !== undefined ||
    FUNCTION_CALL.test(text) ||
    isCallInJson(text)
  );
}

/**
 * Edits of tool calls that leaked into the text, or undefined unless every call is an edit that can be read without
 * guessing: a path with the whole content, or a path with the old and the new text.
 */
export function recoverToolCall(text: string): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const marker of MARKERS) {
    let at = text.indexOf(marker.open);
    while (at >= 0) {
      const start = at + marker.open.length;
      const close = text.indexOf(marker.close, start);
      const next = text.indexOf(marker.open, start);
      const end = close >= 0 ? close : next >= 0 ? next : text.length;
      const found = fromBody(text.slice(start, end));
      if (!found) return undefined;
      edits.push(...found);
      at = close >= 0 ? text.indexOf(marker.open, close) : next;
    }
    if (edits.length > 0) return edits;
  }
  return editsOf(callsInTags(text)) ?? fromFunctionCalls(text) ?? editsInJson(text.trim());
}

/** Edits in a JSON text such as `{"path": …, "content": …}` or an array of them; undefined when it is something else. */
export function editsInJson(json: string): readonly Edit[] | undefined {
  const value = parseRecord(json);
  return value === undefined ? undefined : editsOf(Array.isArray(value) ? value : [value]);
}

function editsOf(calls: readonly unknown[] | undefined): readonly Edit[] | undefined {
  const edits = calls?.map(toEdit) ?? [];
  return edits.length > 0 && edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function fromBody(body: string): readonly Edit[] | undefined {
  const tagged = editsOf(callsInTags(body));
  if (tagged) return tagged;
  const start = body.search(/[[{](?!ARGS)/);
  const end = Math.max(body.lastIndexOf('}'), body.lastIndexOf(']'));
  return start < 0 ? undefined : editsInJson(body.slice(start, end + 1));
}

function fromFunctionCalls(text: string): readonly Edit[] | undefined {
  if (!FUNCTION_CALL.test(text)) return undefined;
  const bodies = text.split(/^(?=(?:functions|tools)\.\w{1,40}(?::\d{1,3})?\s{0,3}\(?\s{0,3}\{)/m);
  const found = bodies
    .filter((body) => FUNCTION_CALL.test(body))
    .map((body) => editsInJson(body.slice(body.indexOf('{'), body.lastIndexOf('}') + 1)));
  return found.every((edits) => edits !== undefined) ? found.flat() : undefined;
}

/** The whole answer is the JSON of one call: `{"command": "create", "path": …, "file_text": …}`. */
function isCallInJson(text: string): boolean {
  const bare = text.trim();
  if (!/^[[{]/.test(bare) || !/[\]}]$/.test(bare)) return false;
  return PATH_KEYS.some((key) => bare.includes(`"${key}"`)) && parseRecord(bare) !== undefined;
}

function toEdit(call: unknown): Edit | undefined {
  if (!isRecord(call)) return undefined;
  for (const key of ['arguments', 'parameters', 'input', 'args', 'function']) {
    const inner = typeof call[key] === 'string' ? parseRecord(call[key]) : call[key];
    if (isRecord(inner)) return toEdit(inner);
  }
  const path = firstText(call, PATH_KEYS);
  if (path === undefined) return undefined;
  const search = firstText(call, SEARCH_KEYS);
  const replace = firstText(call, REPLACE_KEYS);
  if (search !== undefined && replace !== undefined) return { kind: 'replace', path, search, replace };
  const content = firstText(call, CONTENT_KEYS);
  return content === undefined
    ? undefined
    : { kind: 'write', path, content: `${content.replace(/\n$/, '')}\n` };
}

function parseRecord(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function firstText(record: Record<string, unknown>, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = record[key];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
