import { codeSpan } from './code-span.ts';
import { disarmReferences } from './disarm-references.ts';
import { oneLine } from './one-line.ts';

/** Words that GitHub turns into a link or an emoji (`a::key::b`) are shown as code, where it leaves them alone. */
const TURNED = /:\/\/|www\.|[\w.+-]@[A-Za-z0-9]|mailto:|xmpp:|:[\w+-]+:/i;
/** `code` as the author wrote it: one backtick at each side. */
const CODE = /(?<!`)`([^`]+)`(?!`)/;

/**
 * Foreign text as one line of Markdown that renders as exactly this text: no HTML, links, mentions, issue references,
 * emphasis or block structure. Code in single backticks stays code. Fits a paragraph, list item or table cell
 * (`tableRow`).
 */
export function escapeMarkdown(text: string): string {
  const parts = disarmReferences(oneLine(text), 'prose').split(CODE);
  // split() with one group: even places are prose, odd ones the code between backticks.
  return join(
    parts.map((part, place) => (place % 2 === 1 ? codeSpan(part) || '\\` \\`' : escapeProse(part))),
  );
}

function escapeProse(prose: string): string {
  const words = prose.split(/( +)/).map((word) => (TURNED.test(word) ? codeSpan(word) : escapeWord(word)));
  // At the start of a line these would begin a list, a heading or its underline.
  return join(words)
    .replace(/^[-+=#]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** Two code spans side by side would melt into one. */
function join(pieces: readonly string[]): string {
  return pieces.reduce(
    (line, piece) => (/`$/.test(line) && piece.startsWith('`') ? `${line} ${piece}` : line + piece),
    '',
  );
}

function escapeWord(word: string): string {
  return word
    .replace(/[\\`*[\]~$]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '&vert;');
}
