import { element } from './element.ts';

/** What a bar is made of, from its bottom; names are the same on every day. */
interface BarPart {
  readonly name: string;
  readonly value: number;
  readonly look: 'dark-part' | 'light-part' | 'bad-part';
}

export interface BarDay {
  /** UTC, `2026-11-20`. */
  readonly date: string;
  /** Stands above the bar. */
  readonly label: string;
  readonly parts: readonly BarPart[];
}

const SPOKEN = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });

/** Stacked bars, one a day, with a text for screen readers, and which part is which where there are several. */
export function barChart(days: readonly BarDay[]): readonly Node[] {
  const most = Math.max(1, ...days.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  const bars = days.map((day) => bar(day, most));
  const said = days.map(({ date, parts }) => `${SPOKEN.format(new Date(date))}: ${partsText(parts)}`);
  const chart = element('div', { class: 'chart', role: 'img', 'aria-label': said.join('; ') }, ...bars);
  const parts = days[0]?.parts ?? [];
  const names = parts.map(({ name, look }) =>
    element('li', {}, element('span', { class: `swatch ${look}` }), name),
  );
  return parts.length > 1 ? [chart, element('ul', { class: 'parts' }, ...names)] : [chart];
}

function bar({ date, label, parts }: BarDay, most: number): HTMLElement {
  const drawn = parts
    .filter(({ value }) => value > 0)
    .map(({ name, value, look }) => {
      const part = element('div', { class: look, title: partsText([{ name, value }]) });
      // Of the height without the label.
      part.style.height = `calc((100% - 20px) * ${value / most})`;
      return part;
    });
  const day = new Date(date);
  return element(
    'div',
    { class: 'day' },
    element('div', { class: 'stack' }, label, ...drawn.reverse()),
    `${day.getUTCDate()}`,
    element('br'),
    MONTH.format(day),
  );
}

function partsText(parts: readonly Pick<BarPart, 'name' | 'value'>[]): string {
  return parts.map(({ name, value }) => `${value.toLocaleString('en')} ${name}`).join(', ');
}
