import { maskEncoded } from './mask-encoded.ts';
import { maskEscaped, maskEscapedWords } from './mask-escaped.ts';
import { maskPrivateKeys } from './mask-private-keys.ts';
import { type SecretForms, secretForms } from './secret-forms.ts';
import { holdsToken, maskShapes } from './token-shapes.ts';

const MASK = '***';

/**
 * A function that replaces secrets by `***`: the given values, also JSON-escaped, URL-encoded, in hexadecimal and
 * inside base64; and whatever has the form of a well-known token, private key, Authorization header or URL credential.
 * Values below 6 characters are ignored. Use it before text is cut, escaped or encoded for another format; masked JSON
 * stays JSON all the same. Linear in the length of the text.
 */
export function secretMasker(secrets: readonly string[]): (text: string) => string {
  const known = secretForms(secrets);
  const isSecret = (decoded: string): boolean =>
    holdsToken(decoded) || (known?.values.some((value) => decoded.includes(value)) ?? false);
  return (text) => {
    const shaped = maskShapes(maskPrivateKeys(known ? maskKnown(text, known) : text));
    return maskEncoded(maskEscapedWords(shaped, isSecret), isSecret);
  };
}

function maskKnown(text: string, { values, pattern }: SecretForms): string {
  let masked = text;
  // What the mask leaves side by side may be a secret again; every pass is shorter, so this ends.
  for (let before = ''; before !== masked; ) {
    before = masked;
    masked = maskEscaped(masked.replace(pattern, MASK), values);
  }
  return masked;
}
