import type { Replacement } from './proposal.ts';
import { type ModItem, readMods } from './read-mods.ts';

/** `pub mod name;` as it is to stand in a file. */
export interface NewMod {
  readonly name: string;
  /** `pub`, `pub(crate)`, or '' for a private one. */
  readonly visibility: string;
  /** `#[cfg(test)]`, on a line before it; '' for none. */
  readonly attribute: string;
}

/**
 * Where and how a file declares one module more, by its own habit: among the modules of the same visibility, sorted
 * where they are sorted, else after the last; below the file's own documentation when it declares none.
 */
export function insertMod(file: string, text: string, mod: NewMod): Replacement {
  const own = readMods(text).mods.filter((each) => each.own);
  const alike = own.filter((each) => each.visibility === mod.visibility && !isForTests(each));
  const ordinary = own.filter((each) => !isForTests(each));
  const beside = [mod.attribute === '' ? alike : own, ordinary, own].find((group) => group.length > 0) ?? [];
  const declared = `${mod.visibility} mod ${mod.name};`.trim();
  const said = mod.attribute === '' ? declared : `${mod.attribute}${newlineOf(text)}${declared}`;
  const last = beside.at(-1);
  if (!last) return insertAtTop(file, text, said);
  const sorted = beside.every((each, i) => i === 0 || (beside[i - 1]?.name ?? '') < each.name);
  const before = sorted && mod.attribute === '' ? beside.findLast((each) => each.name < mod.name) : last;
  if (before) return insertBelow(file, text, { line: before.endLine, said });
  return insertion(file, text, {
    at: startOfLine(text, beside[0]?.line ?? 1),
    written: `${said}${newlineOf(text)}`,
  });
}

/** As the first item of a file: below its own documentation and attributes, or its licence. */
export function insertAtTop(file: string, text: string, said: string): Replacement {
  const end = readMods(text).headEnd || licenceEnd(text);
  const newline = newlineOf(text);
  if (end > 0) return insertBelow(file, text, { line: end, said: `${newline}${said}` });
  return insertion(file, text, {
    at: text.startsWith('\ufeff') ? 1 : 0,
    written: `${said}${newline}${newline}`,
  });
}

/** On a line of its own below a line. */
export function insertBelow(
  file: string,
  text: string,
  { line, said }: { readonly line: number; readonly said: string },
): Replacement {
  return insertion(file, text, { at: endOfLine(text, line), written: `${newlineOf(text)}${said}` });
}

function insertion(
  file: string,
  text: string,
  { at, written }: { readonly at: number; readonly written: string },
): Replacement {
  const byte = Buffer.byteLength(text.slice(0, at));
  return { file, byteStart: byte, byteEnd: byte, text: written };
}

const newlineOf = (text: string) => (text.includes('\r\n') ? '\r\n' : '\n');

/** Whether a module is there for tests only. */
export function isForTests({ attributes }: Pick<ModItem, 'attributes'>): boolean {
  return attributes.some((attribute) => /^#\[cfg\((.*\W)?test\b/.test(attribute));
}

/** Last line of comments at the very top that a blank line parts from the code. */
function licenceEnd(text: string): number {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => !/^\ufeff?\s*\/\/(?![/!])/.test(line));
  return end > 0 && lines[end]?.trim() === '' ? end : 0;
}

function startOfLine(text: string, line: number): number {
  let at = 0;
  for (let i = 1; i < line; i++) {
    const next = text.indexOf('\n', at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  return at === 0 && text.startsWith('\ufeff') ? 1 : at;
}

function endOfLine(text: string, line: number): number {
  const end = text.indexOf('\n', startOfLine(text, line));
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
