const NAMESPACE = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, LEFT, BOTTOM] = [480, 180, 52, 22];

export interface BarDay {
  readonly date: string;
  /** Stacked from the bottom. */
  readonly parts: readonly {
    readonly name: string;
    readonly value: number;
    readonly look: 'a' | 'b' | 'c';
  }[];
}

/** Stacked bars, one a day, as SVG with a text for screen readers and a title on every part. */
export function barChart(days: readonly BarDay[], unit: string): SVGElement {
  const total = (day: BarDay) => day.parts.reduce((sum, part) => sum + part.value, 0);
  const most = Math.max(1, ...days.map(total));
  const chart = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', width: '100%' });
  chart.setAttribute('aria-label', days.map((day) => `${day.date}: ${short(total(day))} ${unit}`).join('; '));
  const floor = HEIGHT - BOTTOM;
  chart.append(svg('line', { class: 'axis', x1: LEFT, x2: WIDTH, y1: floor, y2: floor }));
  chart.append(svg('text', { x: LEFT - 6, y: 12, 'text-anchor': 'end' }, short(most)));
  chart.append(svg('text', { x: LEFT - 6, y: floor, 'text-anchor': 'end' }, '0'));
  const step = (WIDTH - LEFT) / Math.max(1, days.length);
  days.forEach((day, index) => {
    let top = floor;
    const x = LEFT + index * step + step * 0.15;
    for (const { name, value, look } of day.parts) {
      const height = (value / most) * (floor - 8);
      top -= height;
      const bar = svg('rect', { class: look, x, y: top, width: step * 0.7, height });
      bar.append(svg('title', {}, `${day.date}: ${value.toLocaleString('en')} ${name}`));
      chart.append(bar);
    }
    const label = svg(
      'text',
      { x: x + step * 0.35, y: HEIGHT - 6, 'text-anchor': 'middle' },
      day.date.slice(5),
    );
    chart.append(label);
  });
  return chart;
}

function svg(name: string, attributes: Readonly<Record<string, string | number>>, text = ''): SVGElement {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.textContent = text;
  return made;
}

function short(value: number): string {
  return Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}
