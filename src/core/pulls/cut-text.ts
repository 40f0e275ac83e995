/**
 * At most `limit` UTF-16 units of the text: the middle goes, and a line in its place names how much is missing and
 * where the whole is. Whole lines are kept where that costs little; a surrogate pair is never split.
 */
export function cutText(text: string, limit: number, where: string): string {
  if (text.length <= limit) return text;
  const note = `\n… ${text.length} characters, cut in the middle; the whole text is in ${where} …\n`;
  const room = limit - note.length;
  if (room <= 0) return cutEnd(note.trim(), Math.max(0, limit));
  const headRoom = Math.floor(room / 2);
  return `${headOf(text, headRoom)}${note}${tailOf(text, room - headRoom)}`;
}

/** At most `limit` UTF-16 units of one line, `…` in place of what is missing at its end. */
export function cutEnd(line: string, limit: number): string {
  if (line.length <= limit) return line;
  return limit < 1
    ? ''
    : `${line
        .slice(0, limit - 1)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()}…`;
}

function headOf(text: string, room: number): string {
  const head = text.slice(0, room);
  const lineEnd = head.lastIndexOf('\n');
  return lineEnd > room * 0.75 ? head.slice(0, lineEnd) : head.replace(/[\ud800-\udbff]$/, '');
}

function tailOf(text: string, room: number): string {
  if (room === 0) return '';
  const tail = text.slice(-room);
  const lineEnd = tail.indexOf('\n');
  return lineEnd !== -1 && lineEnd < room * 0.25
    ? tail.slice(lineEnd + 1)
    : tail.replace(/^[\udc00-\udfff]/, '');
}
