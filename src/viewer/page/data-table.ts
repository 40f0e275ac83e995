import { element } from './element.ts';

export interface Column {
  readonly head: string;
  /** `number` stands at the end, `wide` breaks anywhere, `whole` nowhere, `when` between date and time. */
  readonly look?: 'number' | 'wide' | 'whole' | 'when';
}

export type Cell = string | number | Node | undefined;

/** A table; text may be of any direction and keeps it to itself. */
export function dataTable(columns: readonly Column[], rows: readonly (readonly Cell[])[]): HTMLElement {
  const attributes = (column: number): Readonly<Record<string, string>> => {
    const look = columns[column]?.look;
    return look ? { class: look } : {};
  };
  const heads = columns.map(({ head }, at) => element('th', { scope: 'col', ...attributes(at) }, head));
  const lines = rows.map((row) =>
    element('tr', {}, ...row.map((cell, at) => element('td', attributes(at), content(cell)))),
  );
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...lines),
  );
}

function content(cell: Cell): Node | string {
  if (typeof cell === 'number') return cell.toLocaleString('en');
  return typeof cell === 'string' ? element('bdi', {}, cell) : (cell ?? '');
}
