/** Base64 of fewer certain characters would be found by chance. */
const SHORTEST_ENCODED = 6;

/** A secret as it is, JSON-escaped, URL-encoded, in hexadecimal and inside base64. */
export function secretForms(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const strictUrl = url.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const hex = Buffer.from(value).toString('hex');
  const urls = [url, strictUrl, strictUrl.replaceAll('%20', '+')];
  return [
    value,
    JSON.stringify(value).slice(1, -1),
    ...urls,
    ...urls.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    hex,
    hex.toUpperCase(),
    ...base64Forms(value),
  ];
}

/** The part of the base64 that the secret alone decides, at each of its three places in a group of three bytes. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
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
