/** Runs of base64: standard, URL-safe or URL-encoded, also over wrapped lines. */
const RUN =
  /(?:[A-Za-z0-9+/_-]|%2[BF]){8,}(?:(?:\r?\n[ \t]{0,8}|(?:\\r)?\\n)(?:[A-Za-z0-9+/_-]|%2[BF])+)*={0,2}/gi;
/** Fewer characters hold no token; a short secret is found by its usual forms. */
const SHORTEST_RUN = 20;
/** Base64 of base64 of base64 is what is tried against masks; each layer costs four readings of the one before. */
const LAYERS = 3;

/**
 * Replaces runs of base64 by `***` in which `isSecret` finds something when they are decoded, up to three layers deep.
 * Where a run begins in a group of four is not known, so all four places are tried. Linear.
 */
export function maskEncoded(text: string, isSecret: (decoded: string) => boolean): string {
  return text.replace(RUN, (run) => (holds(run, isSecret, LAYERS) ? '***' : run));
}

function holds(run: string, isSecret: (decoded: string) => boolean, layers: number): boolean {
  if (run.length < SHORTEST_RUN) return false;
  const plain = run
    .replace(/%2B/gi, '+')
    .replace(/%2F/gi, '/')
    .replace(/(?:\\r)?\\n|\s/g, '');
  for (let skipped = 0; skipped < 4; skipped++) {
    const decoded = Buffer.from(plain.slice(skipped), 'base64').toString('utf8');
    if (isSecret(decoded)) return true;
    const inner = layers > 1 ? (decoded.match(RUN) ?? []) : [];
    if (inner.some((one) => holds(one, isSecret, layers - 1))) return true;
  }
  return false;
}
