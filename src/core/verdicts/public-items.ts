import { rustFunctions } from './rust-functions.ts';
import { rustTokens } from './rust-tokens.ts';

const KEYWORDS = new Set(['struct', 'enum', 'union', 'trait', 'type', 'static', 'mod']);

/** Public items of a file outside tests: name with kind (`fn add`, `struct Money`) to the signature that callers see. */
export function publicItems(path: string, source: string): ReadonlyMap<string, string> {
  const items = new Map<string, string>();
  if (!path.endsWith('.rs')) return items;
  for (const fn of rustFunctions(source, path)) {
    if (!/^pub (?!\()/.test(fn.signature) || fn.inTest) continue;
    const owner = fn.container === 'impl' ? `${fn.path.at(-1)}::` : '';
    items.set(`fn ${tidy(owner)}${fn.name}`, tidy(fn.signature));
  }
  const tokens = rustTokens(source).filter((token) => token.kind !== 'comment');
  tokens.forEach((token, at) => {
    if (token.text !== 'pub') return;
    const keyword = tokens[at + 1]?.text ?? '';
    const name = tokens[at + 2];
    const isConst = keyword === 'const' && tokens[at + 3]?.text === ':';
    if ((KEYWORDS.has(keyword) || isConst) && name?.kind === 'word')
      items.set(`${keyword} ${name.text}`, `pub ${keyword} ${name.text}`);
  });
  return items;
}

/** Joined tokens as a person writes them. */
function tidy(signature: string): string {
  return signature
    .replaceAll(/ ?(::|[<(.]) ?/g, '$1')
    .replaceAll(/ ([>)\],:;])/g, '$1')
    .replaceAll(/([&[]) /g, '$1')
    .replaceAll(/->(?! )/g, '-> ');
}
