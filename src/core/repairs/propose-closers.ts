import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';
import { type RustToken, rustTokens } from '../verdicts/rust-tokens.ts';
import type { Proposal } from './proposal.ts';

const UNCLOSED = /\bunclosed delimiter\b/;
/** Words that begin an item, and only at the beginning of a line. */
const ITEM =
  /^(?:pub|fn|impl|struct|enum|union|trait|mod|use|const|static|type|unsafe|async|extern|macro_rules)$/;
const MOST_PLACES = 3;

/** Whether an error says that a bracket was never closed. */
export function hasUnclosed(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ code, message }) => code === '' && UNCLOSED.test(message));
}

/**
 * A closing brace where indentation says that one is missing: before the first item that stands less deep than the
 * braces before it are open, else at the end of the file. One brace per proposal; of several places at most one was
 * meant. Text whose other brackets do not match is left alone.
 */
export function proposeClosers(
  errors: readonly Diagnostic[],
  lookup: { readonly texts: FileTexts; readonly mayEdit: (path: string) => boolean },
): readonly Proposal[] {
  const files = new Set(errors.flatMap((error) => (hasUnclosed([error]) && error.file ? [error.file] : [])));
  return [...files].flatMap((file) => {
    const text = lookup.texts.get(file);
    if (text === undefined || !lookup.mayEdit(file)) return [];
    return placesOf(text).map(
      ({ offset, line, brace }): Proposal => ({
        kind: 'suggestion',
        code: '',
        file,
        line,
        message: 'a brace that was opened before is closed here',
        replacements: [{ file, byteStart: offset, byteEnd: offset, text: brace }],
        choice: `closer ${file}`,
      }),
    );
  });
}

/** The text with the braces that were forgotten, as far as indentation tells where; a text without any is the same. */
export function closeBraces(text: string): string {
  let closed = text;
  for (let left = MOST_PLACES; left > 0; left--) {
    const [place] = isOpen(closed) ? placesOf(closed) : [];
    if (!place) break;
    const bytes = Buffer.from(closed);
    const [head, tail] = [bytes.subarray(0, place.offset), bytes.subarray(place.offset)];
    closed = `${head.toString()}${place.brace}${tail.toString()}`;
  }
  return closed;
}

/** Whether more braces are opened than closed, whatever the indentation says. */
function isOpen(text: string): boolean {
  const braces = rustTokens(text).filter(({ kind, text: sign }) => kind === 'punct' && /^[{}]$/.test(sign));
  const opened = braces.filter(({ text: sign }) => sign === '{').length;
  return opened > braces.length - opened;
}

interface ClosingPlace {
  /** Bytes from the beginning. */
  readonly offset: number;
  readonly line: number;
  readonly brace: string;
}

function placesOf(text: string): readonly ClosingPlace[] {
  const lines = text.split('\n');
  const tokens = rustTokens(text).filter((token) => token.kind !== 'comment');
  const open: { readonly bracket: string; readonly indent: number }[] = [];
  const places: ClosingPlace[] = [];
  let lastLine = 0;
  for (const token of tokens) {
    const first = token.line !== lastLine;
    lastLine = token.line;
    const indent = indentOf(lines[token.line - 1] ?? '');
    const innermost = open.at(-1);
    if (first && innermost?.bracket === '{' && ITEM.test(token.text) && indent <= innermost.indent)
      places.push(before(lines, firstLineOf(lines, token), innermost.indent));
    if (token.kind !== 'punct') continue;
    if (/^[([{]$/.test(token.text)) open.push({ bracket: token.text, indent });
    else if (/^[)\]}]$/.test(token.text) && closes(open.pop()?.bracket, token.text) === false) return [];
    if (places.length >= MOST_PLACES) break;
  }
  if (places.length > 0) return places;
  const innermost = open.at(-1);
  return innermost?.bracket === '{' ? [before(lines, lines.length, innermost.indent)] : [];
}

function closes(open: string | undefined, close: string): boolean {
  return (
    (open === '(' && close === ')') || (open === '[' && close === ']') || (open === '{' && close === '}')
  );
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Attributes and comments above an item belong to it; so does the blank line that parts it from what is before. */
function firstLineOf(lines: readonly string[], token: RustToken): number {
  let at = token.line - 1;
  while (at > 0 && /^\s*(?:\/\/|#\[)/.test(lines[at - 1] ?? '')) at -= 1;
  while (at > 0 && (lines[at - 1] ?? '').trim() === '') at -= 1;
  return at;
}

/** A brace on a line of its own before the line with this index. */
function before(lines: readonly string[], index: number, indent: number): ClosingPlace {
  const ended = index < lines.length || lines.at(-1) === '';
  const above = lines.slice(0, index < lines.length ? index : lines.length - (ended ? 1 : 0));
  const offset = Buffer.byteLength(above.map((line) => `${line}\n`).join('')) - (ended ? 0 : 1);
  const brace = `${' '.repeat(indent)}}\n`;
  return { offset, line: Math.max(1, above.length), brace: ended ? brace : `\n${brace}` };
}
