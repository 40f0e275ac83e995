/**
 * A shorter value is not masked: it is a word (`test`, `none`, a port), guessed in no time, and hiding it would take
 * ordinary words apart in everything the program says.
 */
export const SHORTEST_SECRET = 6;
/** What people type where a server asks for a key and does not look at it; hidden, these would take names apart. */
const PLACEHOLDERS = new Set([
  'lm-studio',
  'lmstudio',
  'lm_studio',
  'ollama',
  'not-needed',
  'no-key',
  'dummy-key',
  'secret',
  'password',
  'localhost',
]);
/** Base64 of fewer certain characters would be found by chance. */
const SHORTEST_ENCODED = 6;
/** UTF-16 units of a long value (a key file, a service account) that are recognised on their own. */
const PIECE = 96;

/** What is looked for: secrets, and one pattern for their usual forms. Undefined when there is nothing to hide. */
export interface SecretForms {
  readonly values: readonly string[];
  /** The texts that {@link pattern} finds, the longest first. */
  readonly forms: readonly string[];
  readonly pattern: RegExp;
}

/**
 * The forms of secrets that can be written down beforehand: plain, JSON-escaped, URL-encoded, in hexadecimal, as a list
 * of bytes, and the part of the base64 that the secret alone decides at each of its three places in a group of three
 * bytes.
 */
export function secretForms(secrets: readonly string[]): SecretForms | undefined {
  // The longest first, so that no shorter one leaves a rest.
  const values = longestFirst(secrets.flatMap(valuesOf));
  if (values.length === 0) return undefined;
  const forms = longestFirst(values.flatMap(formsOf));
  return { values, forms, pattern: new RegExp(forms.map(literally).join('|'), 'g') };
}

/** A value of several lines also leaks line by line, a long one piece by piece. */
function valuesOf(secret: string): readonly string[] {
  const whole = [secret, secret.trim(), ...secret.split(/[\r\n]+/).map((line) => line.trim())];
  return whole
    .map((value) => value.toWellFormed())
    .filter((value) => value.trim().length >= SHORTEST_SECRET)
    .filter((value) => !PLACEHOLDERS.has(value.trim().toLowerCase()))
    .flatMap((value) => (value.length > 2 * PIECE ? [value, ...piecesOf(value)] : [value]));
}

function piecesOf(value: string): readonly string[] {
  const count = Math.floor(value.length / PIECE);
  return Array.from({ length: count }, (_, at) =>
    value.slice(at * PIECE, at === count - 1 ? undefined : (at + 1) * PIECE).toWellFormed(),
  );
}

function formsOf(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const strictUrl = url.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const urls = [url, strictUrl, strictUrl.replaceAll('%20', '+')];
  const bytes = Buffer.from(value);
  const hex = bytes.toString('hex');
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    ...urls,
    ...urls.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    hex,
    hex.toUpperCase(),
    [...bytes].join(', '),
    [...bytes].join(','),
    ...base64Forms(bytes),
  ];
}

function base64Forms(bytes: Buffer): readonly string[] {
  const certain = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const wholeBits = (shift + bytes.length) * 8;
    return encoded.slice(Math.ceil((shift * 8) / 6), Math.floor(wholeBits / 6));
  });
  return certain
    .filter((form) => form.length >= SHORTEST_ENCODED)
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(form)]);
}

function longestFirst(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].toSorted((one, two) => two.length - one.length);
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
