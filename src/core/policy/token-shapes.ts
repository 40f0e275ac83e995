const MASK = '***';

/**
 * Tokens that are recognised by their form alone, each pattern linear in time: what repeats is one class of characters.
 * https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github and the
 * pages of each issuer.
 */
const TOKENS = [
  /gh[pousr]_[A-Za-z0-9]\w{15,}(?:[.-]\w+)*/g,
  /github_pat_\w{20,}/g,
  /(?<![A-Za-z0-9])gl(?:pat|ptt|dt|rt|cbt|oas|soat|ft|imt|agent)-[\w-]{16,}/g,
  /(?<![A-Za-z0-9])sk-lm-[A-Za-z0-9]{4,}(?::|%3A)[A-Za-z0-9]{4,}/gi,
  /(?<![A-Za-z0-9])sk-(?=[\w-]{0,200}\d)[\w-]{20,}/g,
  /(?<![A-Za-z0-9])[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g,
  /(?:AKIA|ASIA)[A-Z0-9]{16}/g,
  /xox[a-z]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}/g,
  /(?<![A-Za-z0-9])(?:hf|npm)_[A-Za-z0-9]{30,}/g,
  /(?<![A-Za-z0-9])cio[A-Za-z0-9]{32}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])AIza[\w-]{35}/g,
  /(?<![A-Za-z0-9])(?:dckr_pat_|dop_v1_|pypi-)[\w-]{20,}/g,
  /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g,
];
/** What stands around a secret stays, so that a log still reads. None of them takes a backslash: JSON stays JSON. */
const FRAMED = [
  /(authorization\\{0,4}["']?\s{0,5}[:=]\s{0,5}\\{0,4}["']?(?:basic|bearer|token)\s{1,5})[^\s"',;\\]{6,}/gi,
  /(\bbearer\s{1,5})(?=[\w.~+/-]{0,200}\d)[\w.~+/-]{16,}=*/gi,
  /(\bbasic\s{1,5})(?=[A-Za-z0-9+/]{0,200}[\d=])[A-Za-z0-9+/]{12,}={0,2}/gi,
  /(\b(?:x-api-key|private-token|x-auth-token)\\{0,4}["']?\s{0,5}[:=]\s{0,5}\\{0,4}["']?)[\w.~+/-]{16,}=*/gi,
  /(aws_?secret_?(?:access_?)?key\\{0,4}["']?\s{0,5}[:=]>?\s{0,5}\\{0,4}["']?)[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/gi,
  // The secret half of a pair is forty characters without a form of its own; it is told by the other half before it.
  /((?:AKIA|ASIA)[A-Z0-9]{16}[^A-Za-z0-9/+][\s\S]{0,120}?)(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g,
  // OpenAI's and LM Studio's servers repeat a part of a wrong key.
  /(\bAPI (?:key|token) provided: )[^\s"'\\]{4,}/gi,
  /(hooks\.slack\.com\\{0,4}\/services\\{0,4}\/)[\w/]{20,}/g,
];
const CREDENTIALS = [
  /(:(?:\\{0,4}\/){2})([^\s/?#"'<>\\]+)(?=@)/g,
  /(%3A%2F%2F)((?:[^\s/?#"'<>\\@%]|%(?!40|2F|3F))+)(?=%40)/gi,
];
/** `{user}:{password}`, `${TOKEN}`, `%s`: code that puts a URL together, and what was masked before. */
const PLACEHOLDER = /^(?:\$?\{[\w.:#?]*\}|\$\w+|%s|\*{3}|:|%3A)+$/i;

/** Replaces what has the form of a token, a credential header or a credential in a URL by `***`. Linear. */
export function maskShapes(text: string): string {
  let masked = text;
  for (const shape of FRAMED) masked = masked.replace(shape, `$1${MASK}`);
  for (const shape of TOKENS) masked = masked.replace(shape, MASK);
  for (const shape of CREDENTIALS)
    masked = masked.replace(shape, (whole, before: string, user: string) =>
      PLACEHOLDER.test(user) ? whole : `${before}${MASK}`,
    );
  return masked;
}

/** The sure ones, for bytes of unknown meaning: nothing here is found by chance. */
const SURE =
  /x-access-token:|gh[pousr]_\w{16}|github_pat_\w{20}|glpat-\w{16}|sk-lm-\w{4,}:\w{4}|sk-[\w-]{2,12}-\w{16}|(?:AKIA|ASIA)[A-Z0-9]{16}|xox[a-z]-\d{8}|npm_[A-Za-z0-9]{30}|PRIVATE KEY-----|(?:postgres(?:ql)?|https?|mysql|mongodb|redis|amqp):\/\/[\w.~%+-]{1,64}:[\x21-\x3f\x41-\x7e]{1,128}@|eyJ[\w-]{16,200}\.eyJ[\w-]{8}/;

/** Whether a text holds something that is a token without doubt. */
export function holdsToken(text: string): boolean {
  return SURE.test(text);
}
