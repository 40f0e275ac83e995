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
  const { mods, headEnd } = readMods(text);
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const own = mods.filter((each) => each.own);
  const alike = own.filter((each) => each.visibility === mod.visibility && !isForTests(each));
  const ordinary = own.filter((each) => !isForTests(each));
  const beside = [mod.attribute === '' ? alike : own, ordinary, own].find((group) => group.length > 0) ?? [];
  const said = `${mod.visibility} mod ${mod.name};`.trim();
  const lines = mod.attribute === '' ? said : `${mod.attribute}${newline}${said}`;
  const at = (offset: number, written: string): Replacement => {
    const byte = Buffer.byteLength(text.slice(0, offset));
    return { file, byteStart: byte, byteEnd: byte, text: written };
  };
  const last = beside.at(-1);
  if (!last) return atTop();
  const sorted = beside.every((each, i) => i === 0 || (beside[i - 1]?.name ?? '') < each.name);
  const before = sorted && mod.attribute === '' ? beside.findLast((each) => each.name < mod.name) : last;
  if (before) return at(endOfLine(text, before.endLine), `${newline}${lines}`);
  return at(startOfLine(text, beside[0]?.line ?? 1), `${lines}${newline}`);

  function atTop(): Replacement {
    const end = headEnd || licenceEnd(text);
    if (end > 0) return at(endOfLine(text, end), `${newline}${newline}${lines}`);
    return at(text.startsWith('\ufeff') ? 1 : 0, `${lines}${newline}${newline}`);
  }
}

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
