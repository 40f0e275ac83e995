/** Bytes one file may have after an edit. */
const LARGEST = 1024 * 1024;
/** Characters that make code read other than it runs (CVE-2021-42574); rustc denies them in literals and comments. */
const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/;

/** Characters no font shows and no language needs: text hidden in them is read by programs alone. */
const HIDDEN = /[\u{E0000}-\u{E007F}]|[\u{E0100}-\u{E01EF}]|[\u2062-\u2064\uFFF9-\uFFFB]/u;
/** Prose, which may be in a language that is written from right to left. */
const PROSE = /\.(?:md|markdown|txt|adoc|rst|html?|ftl|po)$/i;

/** Why a file's new text is refused, as the model is told, or undefined. */
export function contentRefusal(path: string, text: string): string | undefined {
  if (text.includes('\0')) return `${path} would hold binary content; only text can be written.`;
  if (!text.isWellFormed()) return `${path} would not be valid UTF-8.`;
  if (Buffer.byteLength(text) > LARGEST) return `${path} would be larger than 1 MiB.`;
  if (HIDDEN.test(text)) return `${path} would hold characters that nobody can see; leave them out.`;
  if (!PROSE.test(path) && DIRECTION.test(text))
    return `${path} would hold invisible characters that reverse the reading direction; write them as \\u{…} escapes.`;
  return undefined;
}
