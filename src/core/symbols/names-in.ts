/** Names of code in a text: exact ones, and pairs of owner and member for `Money::add` and `money.add()`. */
export interface NamesIn {
  readonly names: ReadonlySet<string>;
  /** `Money::add` as `['Money', 'add']`. */
  readonly pairs: readonly (readonly [string, string])[];
}

const LONGEST_TEXT = 60_000;
const MOST_NAMES = 400;
const CHAIN = /[\p{L}_][\p{L}\p{N}_]*(?:(?:::|\.)[\p{L}_][\p{L}\p{N}_]*)*/gu;
/** Words of Rust code that name nothing. */
const NO_NAMES = new Set(
  'self Self super crate mut pub let fn use mod impl for where dyn ref true false Some None Ok Err new std core alloc'.split(
    ' ',
  ),
);

/** Names in stretches of code, such as code spans: every identifier counts. */
export function namesInCode(code: readonly string[]): NamesIn {
  return collect(code.join('\n'), () => true);
}

/** Names in prose: only words that look like code, `CamelCase`, `snake_case` or `a::path`. */
export function namesInProse(text: string): NamesIn {
  return collect(text, (word) => /^\p{Lu}\p{Ll}+\p{Lu}|[\p{Ll}\p{N}]\p{Lu}|[^_]_[^_]/u.test(word));
}

function collect(text: string, looksLikeCode: (word: string) => boolean): NamesIn {
  const names = new Set<string>();
  const pairs: (readonly [string, string])[] = [];
  for (const [chain] of text.slice(0, LONGEST_TEXT).matchAll(CHAIN)) {
    if (names.size >= MOST_NAMES) break;
    if (chain.length > 200) continue;
    const path = chain.includes('::');
    const words = chain.split(/::|\./);
    for (const [at, word] of words.entries()) {
      if (word.length < 2 || NO_NAMES.has(word) || !(path || looksLikeCode(word))) continue;
      names.add(word);
      const owner = words[at - 1];
      if (owner !== undefined) pairs.push([owner, word]);
    }
  }
  return { names, pairs };
}
