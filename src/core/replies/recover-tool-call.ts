import type { Edit } from '../edits/edit.ts';

const MARKERS = [
  { open: '<tool_call>', close: '</tool_call>' },
  { open: '<tools>', close: '</tools>' },
  { open: '[TOOL_REQUEST]', close: '[END_TOOL_REQUEST]' },
  { open: '[TOOL_CALLS]', close: '[/TOOL_CALLS]' },
] as const;
const PATH_KEYS = ['path', 'file_path', 'filePath', 'filename', 'file'] as const;
const CONTENT_KEYS = ['content', 'contents', 'file_text', 'new_content', 'code', 'text'] as const;
const SEARCH_KEYS = ['old_string', 'old_str', 'oldText', 'search'] as const;
const REPLACE_KEYS = ['new_string', 'new_str', 'newText', 'replace'] as const;

/** True when an answer holds a tool call written out as text (facts: LM Studio leaks them into the content). */
export function hasToolCall(text: string): boolean {
  return MARKERS.some(({ open }) => text.includes(open)) || text.includes('<function=');
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
  return fromFunctionTags(text);
}

/** Edits in a JSON text such as `{"path": …, "content": …}` or an array of them; undefined when it is something else. */
export function editsInJson(json: string): readonly Edit[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  const calls = Array.isArray(value) ? value : [value];
  const edits = calls.map(toEdit);
  return edits.length > 0 && edits.every((edit) => edit !== undefined) ? edits : undefined;
}

function fromBody(body: string): readonly Edit[] | undefined {
  const start = body.search(/[[{](?!ARGS)/);
  const end = Math.max(body.lastIndexOf('}'), body.lastIndexOf(']'));
  if (start < 0) return fromFunctionTags(body);
  return editsInJson(body.slice(start, end + 1)) ?? fromFunctionTags(body);
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

/** `<function=write_file><parameter=path>…</parameter>…</function>`, as Qwen3-Coder writes calls. */
function fromFunctionTags(text: string): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  for (const call of text.split('<function=').slice(1)) {
    const values: Record<string, string> = {};
    for (const part of call.split('<parameter=').slice(1)) {
      const name = part.indexOf('>');
      const end = part.indexOf('</parameter>');
      if (name < 0 || end < name) return undefined;
      values[part.slice(0, name).trim()] = part
        .slice(name + 1, end)
        .replace(/^\n/, '')
        .replace(/\n$/, '');
    }
    const edit = toEdit(values);
    if (!edit) return undefined;
    edits.push(edit);
  }
  return edits.length > 0 ? edits : undefined;
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
