import { COMMENT_GRAMMAR } from './comment-grammar.ts';
import type { Fuzzed } from './fuzzed.ts';
import { MASKERS } from './maskers.ts';
import { PATH_POLICY } from './path-policy.ts';
import { REPLY_PARSER } from './reply-parser.ts';

/** Everything that `npm run fuzz` runs at length and `npm test` in short, by what it is about. */
export const ALL_FUZZED: Readonly<Record<string, readonly Fuzzed[]>> = {
  'path policy': PATH_POLICY,
  'reply parser': REPLY_PARSER,
  'comment grammar': COMMENT_GRAMMAR,
  maskers: MASKERS,
};
