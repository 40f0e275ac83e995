/** True when two answers say the same: equal but for white space. Models that are stuck repeat themselves exactly. */
export function sameReply(a: string, b: string): boolean {
  return squeeze(a) === squeeze(b);
}

function squeeze(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
