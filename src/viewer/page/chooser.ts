import { type Aim, pixelOf, stepCursor } from './aim.ts';
import type { PageBrick } from './bricks.ts';
import { byteSaid } from './byte-facts.ts';
import { MARGIN, revealing } from './camera.ts';
import type { DecodedBrick } from './decode-brick.ts';
import { byId } from './element.ts';
import type { MapView } from './map-view.ts';
import { panelOf } from './panel.ts';

/** Of a brick that was flown to: pixels of the screen a cell, at least. */
const FLOWN_TO = 320;

/** What is chosen, its cursor, and the panel that tells of it. */
export class Chooser {
  readonly #view: MapView;
  readonly #onChosen: () => void;
  /** What a check found, by the place that was checked: a brick that changes gets another one. */
  readonly #checks = new WeakMap<PageBrick['place'], string | undefined>();

  /** @param onChosen another brick, or none, is chosen now */
  constructor(view: MapView, onChosen: () => void) {
    this.#view = view;
    this.#onChosen = onChosen;
  }

  /** Keeps to a brick and a byte of it, the first unless told; flies there when asked to. */
  choose(aim: Aim, isFlight: boolean): void {
    const view = this.#view;
    const isOther = view.chosen?.brick !== aim.brick;
    const { x, y } = aim.brick.place;
    if (isFlight) view.camera = { x: x + 0.5, y: y + 0.5, zoom: Math.max(view.camera.zoom, FLOWN_TO) };
    this.#put(aim, isFlight);
    if (isOther) this.#onChosen();
    byId('canvas').focus();
  }

  release(): void {
    if (!this.#view.chosen) return;
    this.#view.chosen = undefined;
    byId('said').textContent = 'Nothing is chosen.';
    this.#onChosen();
    this.show();
  }

  /** Moves the cursor by a key; false when it is none of the cursor's, or nothing is chosen. */
  step(key: { readonly key: string; readonly shiftKey: boolean }): boolean {
    const { brick, pixel } = this.#view.chosen ?? {};
    const to = brick?.card && pixel && stepCursor(brick.card, pixel, key);
    if (!brick || !to) return false;
    this.#put({ brick, pixel: to }, true);
    return true;
  }

  /** The bytes or the card of a brick arrived, or it is another one now. */
  loaded(brick: PageBrick): void {
    const { chosen, aim } = this.#view;
    if (chosen?.brick === brick && !isWithin(chosen)) this.#put({ brick }, true);
    else if (aim?.brick === brick) this.show();
  }

  /** Shows what the pointer or the cursor is on. */
  show(): void {
    const { aim, chosen, details } = this.#view;
    const facts = byId('facts');
    const buttons: readonly (Element | null)[] = [...facts.querySelectorAll('button')];
    const focused = buttons.indexOf(document.activeElement);
    const nodes = panelOf(aim, {
      isChosen: chosen !== undefined,
      decoded: aim && decodedOf(this.#view, aim.brick),
      refusal: aim && details.refusal(aim.brick),
      check: aim && this.#checks.get(aim.brick.place),
      onGo: (offset) => this.#go(offset),
    });
    facts.replaceChildren(...nodes);
    facts.querySelectorAll('button')[focused]?.focus();
    this.#view.redraw();
  }

  #put({ brick, pixel }: Aim, isRevealed: boolean): void {
    const view = this.#view;
    const { card, place } = brick;
    const at = pixel ?? (card && pixelOf(card, 0));
    view.chosen = at ? { brick, pixel: at } : { brick };
    if (card && at && isRevealed) {
      const part = (pixels: number) => MARGIN + ((pixels + 0.5) / card.side) * (1 - 2 * MARGIN);
      const seen = { x: place.x + part(at.x), y: place.y + part(at.y) };
      view.camera = revealing(view.camera, view.size, seen);
    }
    this.#check(brick);
    this.show();
    const said = byteSaid(view.chosen, decodedOf(view, brick));
    if (byId('said').textContent !== said) byId('said').textContent = said;
  }

  #go(offset: number): void {
    const { brick } = this.#view.aim ?? {};
    if (!brick?.card) return;
    const aim = { brick, pixel: pixelOf(brick.card, offset - brick.card.offset) };
    this.choose(aim, false);
    this.#put(aim, true);
  }

  /** The server compares all that the brick says of itself: only of what is chosen, for it reads it whole. */
  #check(brick: PageBrick): void {
    const { place } = brick;
    if (this.#checks.has(place) || brick.damage !== undefined) return;
    this.#checks.set(place, undefined);
    void fetch(`/api/checks/${encodeURIComponent(place.brick)}`)
      .then(async (reply) => {
        if (!reply.ok) return;
        const { damage } = (await reply.json()) as { readonly damage: string | null };
        this.#checks.set(place, damage ?? 'whole');
        this.loaded(brick);
      })
      .catch(() => this.#checks.delete(place));
  }
}

/** Whether its pixel is one of the texture: a brick that was folded again can be smaller. */
function isWithin({ brick, pixel }: Aim): boolean {
  return pixel !== undefined && Math.max(pixel.x, pixel.y) < (brick.card?.side ?? 0);
}

/** The bytes of a brick, unless they are of a file that its card does not tell of any more. */
function decodedOf({ details }: MapView, brick: PageBrick): DecodedBrick | undefined {
  const decoded = details.get(brick);
  return decoded?.side === brick.card?.side && decoded?.size === brick.card?.bytes ? decoded : undefined;
}
