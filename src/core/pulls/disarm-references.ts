/**
 * `@name` where GitHub would ping: not after a letter or digit, so addresses and `model@q4` stay as they are.
 * The stand-ins are full-width forms: they read the same, GitHub takes them as plain letters, and nothing is hidden.
 */
const MENTION = /(?<![A-Za-z0-9])@(?=\w)/g;
/** `#12` and `owner/repo#12`. */
const ISSUE = /#(?=\d)/g;
const GH_ISSUE = /\bGH-(?=\d)/gi;
/**
 * The closing keywords, whatever stands between them and the reference.
 * https://docs.github.com/en/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
 */
// No word boundary before the keyword: with the flags i and u, U+017F (a long s) counts as a letter for `\b`, and for
// GitHub it does not. Disarming `disclosed #1` as well harms nobody.
const CLOSER = String.raw`(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b[\s\p{P}\p{S}]{0,24}`;
const CLOSED_ISSUE = new RegExp(String.raw`(${CLOSER}(?:[\w.-]{1,100}/[\w.-]{1,100})?)#(?=\d)`, 'giu');
const CLOSED_GH_ISSUE = new RegExp(String.raw`(${CLOSER}GH)-(?=\d)`, 'giu');
const CLOSED_URL = new RegExp(
  String.raw`(${CLOSER}(?:https?://)?[^\s/]{1,100}/[^\s/]{1,100}/[^\s/]{1,100}/(?:issues|pull|discussions))/(?=\d)`,
  'giu',
);

/**
 * Text that pings nobody and closes nothing, also where GitHub reads it raw: a squash merge can copy a pull
 * request's title and body, code blocks included, into a commit message.
 *
 * `prose` disarms every issue reference too; `log` only those behind a closing keyword (a backtrace frame `#1` stays).
 */
export function disarmReferences(text: string, where: 'prose' | 'log'): string {
  const silent = text
    .replace(MENTION, '＠')
    .replace(CLOSED_URL, '$1／')
    .replace(CLOSED_ISSUE, '$1＃')
    .replace(CLOSED_GH_ISSUE, '$1\u2011');
  return where === 'log' ? silent : silent.replace(ISSUE, '＃').replace(GH_ISSUE, 'GH\u2011');
}
