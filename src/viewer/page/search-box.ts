import type { PageBrick, PageBricks } from './bricks.ts';
import { byId, element } from './element.ts';
import type { MapView } from './map-view.ts';

const MOST_SHOWN = 100;

/** The search field and its list: what is found stays bright on the map, the rest is dimmed. */
export function startSearch(
  view: MapView,
  bricks: PageBricks,
  onChoose: (brick: PageBrick) => void,
): () => void {
  const field = byId<HTMLInputElement>('search');
  const results = byId('results');
  const count = byId('count');
  const refresh = () => {
    const words = field.value.trim();
    const found = words === '' ? [] : bricks.search(words);
    view.isSearching = words !== '';
    view.found = new Set(found);
    view.showAll();
    const total = bricks.all.length;
    count.textContent =
      words === '' ? `${total} brick${total === 1 ? '' : 's'}` : `${found.length} of ${total} found`;
    const shown = words === '' ? bricks.all : found;
    results.replaceChildren(...shown.slice(0, MOST_SHOWN).map((brick) => item(brick, onChoose)));
    if (shown.length > MOST_SHOWN)
      results.append(element('li', {}, `and ${shown.length - MOST_SHOWN} more: search for less`));
  };
  field.addEventListener('input', refresh);
  field.addEventListener('keydown', (event) => {
    const first = event.key === 'Enter' ? bricks.search(field.value)[0] : undefined;
    if (first) onChoose(first);
  });
  refresh();
  return refresh;
}

function item(brick: PageBrick, onChoose: (brick: PageBrick) => void): HTMLElement {
  const tags = brick.card?.tags.join(', ') ?? '';
  const label = `${brick.card?.source ?? brick.place.brick}${tags === '' ? '' : ` · ${tags}`}`;
  const button = element('button', { type: 'button' }, label);
  button.addEventListener('click', () => onChoose(brick));
  return element('li', {}, button);
}
