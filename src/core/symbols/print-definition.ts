import type { Definition } from './symbol.ts';

/** Characters; a longer doc sentence costs more than it tells. */
const LONGEST_DOC = 80;
const LONGEST_SIGNATURE = 240;

/**
 * A definition on one line, for the model: `src/money.rs:12 Money: pub fn add(self, other: Money) -> Money // Adds.`
 *
 * @param where a path with its line, or a crate with its version.
 * @param owner what stands before the signature; the type of a method when it is not given.
 */
export function printDefinition(where: string, definition: Definition, owner = definition.of): string {
  const { signature, doc } = definition;
  const cut =
    signature.length > LONGEST_SIGNATURE ? `${signature.slice(0, LONGEST_SIGNATURE).trimEnd()} …` : signature;
  const said = doc !== '' && doc.length <= LONGEST_DOC ? ` // ${doc}` : '';
  return `${where} ${owner === undefined ? '' : `${owner}: `}${cut}${said}`;
}
