import { BrickList } from './brick-list.ts';
import type { PageBrick, PageBricks } from './bricks.ts';
import { byId } from './element.ts';
import type { MapView } from './map-view.ts';

/** The search field and its list: what is found stays bright on the map, the rest is dimmed. Gives back what shows it anew. */
export function startSearch(
  view: MapView,
  bricks: PageBricks,
  onChoose: (brick: PageBrick) => void,
): () => void {
  const field = byId<HTMLInputElement>('search');
  const count = byId('count');
  const list = new BrickList(byId('results'), onChoose);
  const refresh = () => {
    const words = field.value.trim();
    const found = words === '' ? [] : bricks.search(words);
    view.isSearching = words !== '';
    view.found = new Set(found);
    view.showAll();
    const said = words === '' ? countOf(bricks.all) : foundOf(found.length, bricks.all);
    // A screen reader says it again whenever it is set.
    if (count.textContent !== said) count.textContent = said;
    list.show(words === '' ? bricks.all : found, view.chosen?.brick);
  };
  field.addEventListener('input', refresh);
  field.addEventListener('keydown', (event) => {
    const first = event.key === 'Enter' ? bricks.search(field.value)[0] : undefined;
    if (first) onChoose(first);
  });
  refresh();
  return refresh;
}

function countOf({ length }: readonly PageBrick[]): string {
  return `${length.toLocaleString('en')} brick${length === 1 ? '' : 's'}`;
}

/** What has not arrived yet is searched by its file name alone. */
function foundOf(found: number, all: readonly PageBrick[]): string {
  const missing = all.filter(({ card, damage }) => !card && damage === undefined).length;
  const late = missing === 0 ? '' : `, ${missing.toLocaleString('en')} still loading`;
  return `${found.toLocaleString('en')} of ${all.length.toLocaleString('en')} found${late}`;
}
