import type { PageBrick } from './bricks.ts';
import { bdi, element } from './element.ts';

const MOST_SHOWN = 100;
const MOST_TAGS = 6;
const MOST_LETTERS = 40;

/** The list of bricks: it is changed in place, so that what has the focus keeps it. */
export class BrickList {
  readonly #root: HTMLElement;
  readonly #onChoose: (brick: PageBrick) => void;
  readonly #items = new Map<PageBrick, { readonly item: HTMLElement; said: string }>();
  readonly #more = element('li', { class: 'more' });

  constructor(root: HTMLElement, onChoose: (brick: PageBrick) => void) {
    this.#root = root;
    this.#onChoose = onChoose;
  }

  /** Shows the first hundred. */
  show(bricks: readonly PageBrick[], chosen: PageBrick | undefined): void {
    const shown = bricks.slice(0, MOST_SHOWN);
    const wanted: HTMLElement[] = shown.map((brick) => this.#itemOf(brick, brick === chosen));
    if (bricks.length > MOST_SHOWN) {
      this.#more.textContent = `and ${bricks.length - MOST_SHOWN} more: search for less`;
      wanted.push(this.#more);
    }
    for (const brick of this.#items.keys()) if (!shown.includes(brick)) this.#items.delete(brick);
    const focused = document.activeElement;
    for (const child of [...this.#root.children]) if (!wanted.includes(child as HTMLElement)) child.remove();
    wanted.forEach((item, at) => {
      const there = this.#root.children[at];
      if (there !== item) this.#root.insertBefore(item, there ?? null);
    });
    // What was moved lost it.
    if (focused instanceof HTMLElement && this.#root.contains(focused)) focused.focus();
  }

  #itemOf(brick: PageBrick, isChosen: boolean): HTMLElement {
    const parts = [brick.source ?? brick.place.brick, ...labelsOf(brick)];
    const said = parts.join('\n');
    const known = this.#items.get(brick) ?? { item: element('li', {}, this.#buttonOf(brick)), said: '' };
    const button = known.item.firstElementChild;
    button?.setAttribute('aria-pressed', String(isChosen));
    if (known.said !== said)
      button?.replaceChildren(
        ...parts.flatMap((part, at) => (at === 0 ? [bdi(part)] : [' · ', bdi(part, MOST_LETTERS)])),
      );
    known.said = said;
    this.#items.set(brick, known);
    return known.item;
  }

  #buttonOf(brick: PageBrick): HTMLElement {
    const button = element('button', { type: 'button' });
    button.addEventListener('click', () => this.#onChoose(brick));
    return button;
  }
}

function labelsOf({ card, damage }: PageBrick): readonly string[] {
  if (damage !== undefined) return ['damaged'];
  const part = card?.part ? [`part ${card.part.number} of ${card.part.of}`] : [];
  return [...part, ...(card?.tags ?? []).slice(0, MOST_TAGS)];
}
