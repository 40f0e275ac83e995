const OPEN = '<think>';
const CLOSE = '</think>';

/** Longest end of `text` that could be the beginning of a tag. */
function unfinishedTag(text: string): number {
  for (let length = Math.min(text.length, CLOSE.length - 1); length > 0; length -= 1) {
    const end = text.slice(-length);
    if (OPEN.startsWith(end) || CLOSE.startsWith(end)) return length;
  }
  return 0;
}

const atLineStart = (before: string) => /(^|\n)[ \t]*$/.test(before);
const insideFence = (before: string) => (before.match(/^ {0,3}(```|~~~)/gm)?.length ?? 0) % 2 === 1;

/**
 * Takes the reasoning out of streamed content: `<think>…</think>`, and a lone `</think>` whose opening tag was
 * part of the prompt (facts/lmstudio.md 1.3). A tag inside a code fence or in quotes is text: an answer may be
 * about these very tags. Pieces may end anywhere, also inside a tag.
 */
export class ReasoningSplitter {
  #text = '';
  #tail = '';
  #thinking = false;
  #thoughtBefore = false;
  #reasoning = 0;

  /** The answer so far, without reasoning and the blank lines after it. */
  get text(): string {
    return this.#text;
  }

  get thinking(): boolean {
    return this.#thinking;
  }

  /** Characters of reasoning so far, tags not counted. */
  get reasoningCharacters(): number {
    return this.#reasoning;
  }

  push(piece: string): void {
    this.#tail += piece;
    while (this.#takeTag());
    const kept = unfinishedTag(this.#tail);
    this.#keep(this.#tail.slice(0, this.#tail.length - kept));
    this.#tail = this.#tail.slice(this.#tail.length - kept);
  }

  /** Nothing more comes: what looked like the beginning of a tag was none. */
  end(): void {
    this.#keep(this.#tail);
    this.#tail = '';
  }

  #keep(piece: string): void {
    if (this.#thinking) this.#reasoning += piece.length;
    else if (this.#text === '' && this.#thoughtBefore) this.#text = piece.trimStart();
    else this.#text += piece;
  }

  /** Handles the first tag of the tail; false when there is none. */
  #takeTag(): boolean {
    const found = this.#thinking ? /<\/think>/.exec(this.#tail) : /<\/?think>/.exec(this.#tail);
    if (!found) return false;
    const tag = found[0];
    this.#keep(this.#tail.slice(0, found.index));
    this.#tail = this.#tail.slice(found.index + tag.length);
    if (this.#thinking) this.#thinking = false;
    else if (tag === OPEN && this.#opensHere()) this.#open();
    else if (tag === CLOSE && this.#closesEverything()) this.#forgetText();
    else this.#keep(tag);
    return true;
  }

  #opensHere(): boolean {
    return atLineStart(this.#text) && !insideFence(this.#text);
  }

  #open(): void {
    this.#thinking = true;
    this.#thoughtBefore = true;
  }

  #closesEverything(): boolean {
    if (this.#thoughtBefore || /["'`]$/.test(this.#text)) return false;
    return !insideFence(this.#text) || atLineStart(this.#text);
  }

  /** All text so far was reasoning. */
  #forgetText(): void {
    this.#reasoning += this.#text.length;
    this.#text = '';
    this.#thoughtBefore = true;
  }
}
