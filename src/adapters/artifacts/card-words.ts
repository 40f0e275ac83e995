import type { Sidecar } from '../../core/bricks/sidecar.ts';

const MOST_WORDS = 500;
const MOST_LETTERS = 100;

/** Names of facts that a brick can be found by: what tells most comes first, for only {@link MOST_WORDS} are taken. */
export function cardWords(sidecar: Sidecar | undefined): readonly string[] {
  const { facts, semantic, parts } = sidecar ?? {};
  const words = new Set<string>();
  const add = (found: readonly string[]) => {
    for (const word of found)
      if (words.size < MOST_WORDS && word !== '') words.add(word.slice(0, MOST_LETTERS));
  };
  const names = (ranges: readonly { readonly name: string }[] = []) => ranges.map(({ name }) => name);
  add(semantic?.state === 'analysed' ? semantic.components : ['unanalysed']);
  add(facts ? [facts.format] : []);
  add(Object.entries(facts?.properties ?? {}).map((property) => property.join(' ')));
  for (const ranges of [facts?.sections, facts?.imports, facts?.symbols, parts]) add(names(ranges));
  return [...words];
}
