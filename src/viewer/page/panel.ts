import type { BrickCard, SecurityNote } from '../../ports/brick-map.ts';
import type { Aim } from './aim.ts';
import type { PageBrick } from './bricks.ts';
import { byteFacts } from './byte-facts.ts';
import type { DecodedBrick } from './decode-brick.ts';
import { bdi, element, type Fact, factList, hex } from './element.ts';

const MOST_NOTES = 50;
const MOST_TAGS = 100;

export interface PanelState {
  readonly isChosen: boolean;
  readonly decoded: DecodedBrick | undefined;
  /** Why its bytes cannot be had: a half sentence. */
  readonly refusal: string | undefined;
  /** What its check found: a half sentence; `whole`, or undefined before it ended. */
  readonly check: string | undefined;
  /** Puts the cursor on a byte of the artifact. */
  readonly onGo: (offset: number) => void;
}

/** The panel's content, what the pointer or the cursor is on first. */
export function panelOf(aim: Aim | undefined, state: PanelState): readonly Node[] {
  if (!aim) return [element('p', { class: 'hint' }, 'Point at a brick, or choose one, to see its bytes.')];
  const { brick } = aim;
  const { card } = brick;
  const hint = state.isChosen
    ? 'Chosen. Arrows move the cursor, Esc lets go.'
    : 'Under the pointer. A click chooses it.';
  return [
    element('p', { class: 'hint' }, hint),
    element('h2', {}, bdi(brick.source ?? brick.place.brick)),
    ...damageOf(brick, state),
    ...(card ? partOf(card) : []),
    ...byteFacts(aim, state.decoded, state.refusal),
    ...(card ? brickFacts(brick, card, state) : []),
  ];
}

function damageOf(brick: PageBrick, { check, refusal }: PanelState): readonly Node[] {
  const why = brick.damage ?? (check === 'whole' ? undefined : check) ?? refusal;
  if (why !== undefined) return [element('p', { class: 'note critical' }, 'Damaged: ', bdi(why), '.')];
  return brick.card ? [] : [element('p', {}, 'Loading.')];
}

function partOf({ part, offset, length, artifactBytes }: BrickCard): readonly Node[] {
  if (!part) return [];
  const text =
    `Part ${part.number} of ${part.of}: ${hex(offset)} to ${hex(offset + length - 1)} ` +
    `of ${artifactBytes.toLocaleString('en')} bytes.`;
  return [element('p', {}, text)];
}

function brickFacts({ place }: PageBrick, card: BrickCard, state: PanelState): readonly Node[] {
  const { length, bytes, isCompressed } = card;
  const size = isCompressed
    ? `${length.toLocaleString('en')}, compressed to ${bytes.toLocaleString('en')}: colours and offsets are of those`
    : length.toLocaleString('en');
  const facts: Fact[] = [
    ['brick', bdi(place.brick)],
    ['kind', bdi(card.kind ?? [card.format, 'unanalysed'].filter(Boolean).join(', '))],
    ['bytes', size],
    ['texture', `${card.side} × ${card.side}`],
    ['entropy', `${card.entropy.toFixed(2)} bits a byte`],
    ['folded', new Date(place.timestamp * 1000).toLocaleString()],
  ];
  if (state.check === 'whole') facts.push(['checked', 'whole, with the SHA-256 that it names']);
  if (card.goneAt !== undefined) facts.push(['gone', `since ${new Date(card.goneAt).toLocaleString()}`]);
  const summary = card.summary === undefined ? [] : [element('p', { class: 'summary' }, bdi(card.summary))];
  const tags = card.tags.slice(0, MOST_TAGS).map((tag) => element('span', { class: 'tag' }, bdi(tag)));
  return [...summary, element('p', { class: 'tags' }, ...tags), factList(facts), ...noteList(card, state)];
}

function noteList({ notes, isCompressed }: BrickCard, state: PanelState): readonly Node[] {
  const shown = notes.slice(0, MOST_NOTES).map((note) => {
    const at = isCompressed ? element('span', {}, hex(note.offset)) : goTo(note, state);
    return element('p', { class: `note ${note.severity}` }, `${note.severity} at `, at, ': ', bdi(note.text));
  });
  const left = notes.length - shown.length;
  return left > 0 ? [...shown, element('p', {}, `and ${left} more`)] : shown;
}

function goTo({ offset }: SecurityNote, { onGo }: PanelState): HTMLElement {
  const button = element('button', { type: 'button', class: 'go' }, hex(offset));
  button.addEventListener('click', () => onGo(offset));
  return button;
}
