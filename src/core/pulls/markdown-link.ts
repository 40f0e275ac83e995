const LONGEST_URL = 2000;

/**
 * A Markdown link. `text` is Markdown; `url` is foreign: whatever could end the destination or be read as a mention is
 * percent-encoded, and a scheme other than http(s), or a URL above
 * 2,000 characters, leaves only the text.
 */
export function markdownLink(text: string, url: string): string {
  if (url === '' || (/^\s*[a-z][a-z0-9+.-]*:/i.test(url) && !/^https?:\/\//i.test(url))) return text;
  const safe = url.toWellFormed().replace(/[^\w.~:/?#=&%+,;-]/gu, percentEncoded);
  return safe.length > LONGEST_URL ? text : `[${text}](${safe})`;
}

function percentEncoded(character: string): string {
  return [...Buffer.from(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
