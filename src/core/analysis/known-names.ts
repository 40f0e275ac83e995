import type { Findings } from '../artifacts/gather-facts.ts';
import type { ArtifactPart, ArtifactRange } from '../bricks/sidecar.ts';

const MOST_PLACES = 200;

/** What the facts about one artifact are gathered from. */
export interface KnownArtifact {
  readonly findings: Findings;
  readonly parts: readonly ArtifactPart[];
  /** As it was named, and where it is. */
  readonly paths: readonly string[];
}

/** Every name, text and number of the facts: what is not here is invented. Case does not matter. */
export class KnownNames {
  readonly #text: string;
  readonly #words: ReadonlySet<string>;
  readonly #numbers: ReadonlySet<bigint>;

  constructor({ findings, parts, paths }: KnownArtifact) {
    const { facts, places } = findings;
    const ranges: readonly ArtifactRange[] = [
      ...facts.sections,
      ...facts.symbols,
      ...(facts.imports ?? []),
      ...(facts.strings ?? []),
      ...(facts.dense ?? []),
      ...parts,
      ...places,
    ];
    const properties = Object.entries(facts.properties).flat();
    const texts = [facts.format, ...paths, ...properties, ...ranges.map(({ name }) => name)];
    this.#text = texts.join('\n').toLowerCase();
    this.#words = new Set(this.#text.split(/[^\w]+/));
    const told = [...this.#text.matchAll(/\b0x[0-9a-f]{1,16}\b|\b\d{1,19}\b/g)].map(([text]) => BigInt(text));
    const numbers = ranges.flatMap(({ offset, size }) => [offset, size, offset + size]);
    this.#numbers = new Set([...told, ...numbers.map((number) => BigInt(Math.trunc(number)))]);
  }

  /** Whether a name of letters, digits and `_` is in the facts. */
  hasWord(word: string): boolean {
    return this.#words.has(word.toLowerCase());
  }

  hasNumber(number: bigint): boolean {
    return this.#numbers.has(number);
  }

  /** Whether a text is in the facts with no letter or digit directly before or after it. */
  hasText(text: string): boolean {
    const wanted = text.toLowerCase();
    if (wanted === '') return true;
    let at = this.#text.indexOf(wanted);
    for (let looked = 0; at >= 0 && looked < MOST_PLACES; looked++) {
      const [before, after] = [this.#text[at - 1] ?? '', this.#text[at + wanted.length] ?? ''];
      if (!(/\w/.test(before) && /^\w/.test(wanted)) && !(/\w/.test(after) && /\w$/.test(wanted)))
        return true;
      at = this.#text.indexOf(wanted, at + 1);
    }
    return false;
  }
}
