/** Words that stand in every task and point nowhere. */
const COMMON = new Set(
  'about above add added adds after all also and any are been before being between both build but can cargo change check code crate create does each every file files fix for from function has have implement into its just like line lines make method module more must name new not one only other output over remove return returns rust should some struct such support task test tests than that the their them then there these this those through type update use used uses using value values via was when where which while will with without write'.split(
    ' ',
  ),
);

/** The telling words of a text, lower case, `CamelCase` and `snake_case` also in their parts. */
export function taskWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [name] of text.slice(0, 20_000).matchAll(/[\p{L}_][\p{L}\p{N}_]{2,}/gu)) {
    const parts = name
      .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, '$1_$2')
      .toLowerCase()
      .split('_');
    for (const word of [parts.join('_'), ...parts]) if (word.length > 2 && !COMMON.has(word)) words.add(word);
  }
  return words;
}
