import { escapeMarkdown } from './escape-markdown.ts';

const OPEN = '<!-- openspec-complete:note -->';
const CLOSE = '<!-- /openspec-complete:note -->';

/**
 * The body of a pull request with one note to people at its top, in place of an older one; undefined takes it away.
 * The same note twice gives the same body.
 *
 * @param note plain text, may be foreign
 */
export function withNote(body: string, note: string | undefined): string {
  const rest = withoutNote(body);
  if (note === undefined) return rest;
  return `${OPEN}\n> [!WARNING]\n> ${escapeMarkdown(note.slice(0, 1000))}\n${CLOSE}\n\n${rest}`;
}

function withoutNote(body: string): string {
  if (!body.startsWith(OPEN)) return body;
  const end = body.indexOf(CLOSE);
  return end === -1 ? body : body.slice(end + CLOSE.length).replace(/^\s+/, '');
}
