import fc from 'fast-check';

/** Pieces that have meaning to Markdown, HTML, GitHub, a terminal or a reader's eye. */
const PIECES = [
  ...'`*_~|<>[]()#-+=!\\&:$"\'\n\r\t ',
  '```',
  '~~~',
  '````````````````````````````',
  '</details>',
  '</summary>',
  '<details>',
  '<img src=x onerror=alert(1)>',
  '<script>',
  '<!--',
  '-->',
  '<!-- openspec-complete:state eyJ2ZXJzaW9uIjoxfQ -->',
  '](javascript:alert(1))',
  '[x]: https://evil.example',
  '[^1]',
  'https://evil.example/a?b=c',
  'www.evil.example',
  'me@evil.example',
  'mailto:me@evil.example',
  '@octocat',
  '@acme/team',
  'é@octocat',
  'Closes #1',
  'fixes: #22',
  'Resolves acme/shell#3',
  'fixed GH-4',
  'close https://github.com/acme/shell/issues/5',
  '#6',
  'std::key::x',
  '| --- | --- |',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '::error::boo',
  '\u001b[31m',
  '\u001b]8;;https://evil.example\u0007',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u{e0041}',
  '\ud800',
  '\udc00',
  '\u0000',
  '\u2028',
  '日本語',
  '👩‍💻',
  'word',
  'E0308',
];

/** Text put together by an enemy. */
export const hostileText = (maxLength = 24): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'grapheme' })), {
      maxLength,
    })
    .map((pieces) => pieces.join(''));

/** What no text for people may contain: hidden, reordering and control characters. */
export const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;

/** GitHub's mention: an @ that no letter, digit or underscore precedes (html-pipeline, MentionFilter). */
export const MENTION = /(?<![A-Za-z0-9_])@[a-z0-9]/i;

/** GitHub's closing keywords with a reference to an issue. */
export const CLOSER =
  /\b(?:close[sd]?|fix(?:es|ed)?|resolve[sd]?)\b:?\s+(?:[\w.-]+\/[\w.-]+)?(?:#|gh-|https?:\/\/[^\s/]+\/[^\s/]+\/[^\s/]+\/(?:issues|pull)\/)\d/i;
