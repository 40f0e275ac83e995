import { mapProse, splitCodeSpans } from './code-spans.ts';
import type { Deferral } from './task.ts';

const PARALLEL = /\[P\]|\[parallel\]|\(parallel\)/g;
const OPTIONAL =
  /[([（【](?:optional|nice to have|stretch(?: goal)?|可选|可選|選用|任意|オプション)[)\]）】]|^(?:\*\*|_|\*)?(?:optional|可选|可選|任意)(?:\*\*|_|\*)?\s?[:：—–-](?:\*\*)?/gi;
const DEFERRED_WORD = `(?:deferred|descoped|skipped|skip|n/a|not applicable|won'?t (?:do|fix)|wontfix|obsolete|superseded|cancell?ed|dropped|postponed|延期|跳过|跳過|不适用|暂缓)`;
const DEFERRED = new RegExp(
  [
    // **Deferred**: …, N/A — …
    String.raw`^\W{0,4}${DEFERRED_WORD}\W{0,4}(?:[:：—–]|\s-\s|$)`,
    // (deferred to 0.2), [skip], but not (skip-gated)
    String.raw`[([（]${DEFERRED_WORD}(?:\s{0,2}[)\]）:：,;—–]|\s+(?:-|to\b|until\b|for\b|per\b|in\b|by\b))`,
    String.raw`\*\*${DEFERRED_WORD}\*\*`,
    // … — skipped (needs credentials)
    String.raw`\s[—–-]\s?${DEFERRED_WORD}(?:\s?\(|\W{0,4}$)`,
  ].join('|'),
  'i',
);
/** Anything {@link cleanTitle} could take away. */
const MARKUP = /[<*~_[(（【]|^optional|^可选|^可選|^任意/i;
const MAYBE_OPTIONAL = /optional|nice to|stretch|可|選用|任意|オプ/i;
/** Cheap look before the costly one. */
const MAYBE_DEFERRED =
  /defer|scoped|skip|n\/a|applic|won'?t|obsol|supers|cancel|drop|postp|延期|跳|不适用|暂缓/i;

/** Whether `[P]` ("may run beside its neighbours") stands in the prose. */
export function isParallel(text: string): boolean {
  if (!/\[P|parallel[)\]]/.test(text)) return false;
  return splitCodeSpans(text).some(
    (stretch) => !stretch.code && /\[P\]|\[parallel\]|\(parallel\)/.test(stretch.text),
  );
}

/** Whether the task, or its nearest section, is marked optional. */
export function isOptional(rest: string, section: readonly string[]): boolean {
  return matchesOptional(rest) || matchesOptional(section.at(-1) ?? '');
}

function matchesOptional(text: string): boolean {
  return MAYBE_OPTIONAL.test(text) && text.search(OPTIONAL) >= 0;
}

/** Finds why an open box is left alone by its own words; undefined when it is plain work. */
export function readDeferral(marker: string, rest: string): Deferral | undefined {
  if (marker !== '') return 'marker';
  if (rest.trim() === '') return 'empty';
  if (/^~~[^~]/.test(rest) && rest.indexOf('~~', 3) > 0) return 'struck';
  if (!MAYBE_DEFERRED.test(rest)) return undefined;
  const prose = splitCodeSpans(rest)
    .map((stretch) => (stretch.code ? 'x' : stretch.text))
    .join('');
  return DEFERRED.test(prose) ? 'deferred' : undefined;
}

/** The title of a task: no HTML comments, no marks, no dependency note; bold and strike unwrapped. */
export function cleanTitle(rest: string): string {
  const title = MARKUP.test(rest) ? mapProse(removeComments(rest), cleanProse) : rest;
  return (/\s\s|[^\S ]/.test(title) ? title.replace(/\s+/g, ' ') : title).trim();
}

function cleanProse(text: string): string {
  if (!MARKUP.test(text)) return text;
  return text
    .replace(PARALLEL, ' ')
    .replace(OPTIONAL, ' ')
    .replace(/\((?:depends on|blocked by|deps?:|after \d)[^()]{0,200}\)/gi, ' ')
    .replace(/\*\*|~~/g, '')
    .replace(/(^|\s)__(?=\S)|(?<=\S)__(?=\s|$)/g, '$1');
}

/** Removes `<!-- … -->` outside code; one that is never closed stays. */
export function removeComments(text: string): string {
  if (!text.includes('<!--')) return text;
  const quoted = splitCodeSpans(text).some((stretch) => stretch.code && stretch.text.includes('<!--'));
  return quoted ? mapProse(text, cutComments) : cutComments(text);
}

function cutComments(text: string): string {
  let kept = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('<!--', from);
    const close = open < 0 ? -1 : text.indexOf('-->', open + 4);
    if (close < 0) return kept + text.slice(from);
    kept += text.slice(from, open);
    from = close + 3;
  }
}
