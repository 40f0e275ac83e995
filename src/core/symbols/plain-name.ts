/** An identifier without the `r#` of a raw one: `r#type` is `type`. */
export function plainName(word: string): string {
  return word.startsWith('r#') ? word.slice(2) : word;
}
