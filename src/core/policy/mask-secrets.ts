import { secretForms } from './secret-forms.ts';

const MASK = '***';
/** A shorter value is no secret, and masking it would take ordinary words apart. */
const SHORTEST_SECRET = 4;

/**
 * Tokens that are recognised by their form alone.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
 */
const TOKEN_SHAPES = [
  /gh[pousr]_[A-Za-z0-9]\w{15,}(?:[.-]\w+)*/g,
  /github_pat_\w{20,}/g,
  /(?<![A-Za-z0-9])sk-lm-[A-Za-z0-9]{4,}(?::|%3A)[A-Za-z0-9]{4,}/gi,
  /(?<![A-Za-z0-9])sk-(?=[\w-]{0,200}\d)[\w-]{20,}/g,
  /(?:AKIA|ASIA)[A-Z0-9]{16}/g,
  /xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}/g,
  /(?<![A-Za-z0-9])(?:hf|npm)_[A-Za-z0-9]{30,}/g,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]*(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?/g,
];
/** What stands around a secret stays, so that a log still reads. */
const FRAMED_SHAPES = [
  /(authorization["']?\s{0,5}[:=]\s{0,5}["']?(?:basic|bearer|token)\s{1,5})[^\s"',;]{6,}/gi,
  /(\bbearer\s{1,5})(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{16,}=*/gi,
  /(:\/\/)[^\s/?#"'<>]+(?=@)/g,
];
/** Long runs of base64, standard or URL-safe: looked into for the shapes above. */
const BASE64_RUN = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const PEEKED_SHAPES =
  /x-access-token:|gh[pousr]_\w{16}|github_pat_\w{20}|sk-lm-\w{4,}:\w{4}|(?:AKIA|ASIA)[A-Z0-9]{16}/;

/**
 * A function that replaces secrets by `***`: the given values, also JSON-escaped, URL-encoded, in hexadecimal and
 * inside base64; and whatever has the form of a well-known token, Authorization header or URL credential.
 * Values below 4 characters are ignored. Use it before text is cut, escaped or encoded for another format.
 */
export function secretMasker(secrets: readonly string[]): (text: string) => string {
  const known = knownForms(secrets);
  return (text) => maskShapes(maskKnown(text, known));
}

function maskKnown(text: string, known: RegExp | undefined): string {
  if (known === undefined) return text;
  let masked = text;
  // What the mask leaves side by side may be a secret again; every pass is shorter, so this ends.
  for (let before = ''; before !== masked; ) {
    before = masked;
    masked = masked.replace(known, MASK);
  }
  return masked;
}

function maskShapes(text: string): string {
  let masked = text;
  for (const shape of TOKEN_SHAPES) masked = masked.replace(shape, MASK);
  for (const shape of FRAMED_SHAPES) masked = masked.replace(shape, `$1${MASK}`);
  return masked.replace(BASE64_RUN, (run) =>
    PEEKED_SHAPES.test(Buffer.from(run, 'base64').toString('latin1')) ? MASK : run,
  );
}

/** One pattern for every form of every secret, the longest first, so that no shorter one leaves a rest. */
function knownForms(secrets: readonly string[]): RegExp | undefined {
  const forms = new Set<string>();
  for (const secret of secrets) {
    // A value of several lines also leaks line by line.
    for (const value of new Set([
      secret,
      secret.trim(),
      ...secret.split(/[\r\n]+/).map((line) => line.trim()),
    ])) {
      if (value.trim().length >= SHORTEST_SECRET)
        for (const form of secretForms(value.toWellFormed())) forms.add(form);
    }
  }
  const longestFirst = [...forms].toSorted((one, two) => two.length - one.length);
  return longestFirst.length === 0 ? undefined : new RegExp(longestFirst.map(literally).join('|'), 'g');
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
