/** A cell of an endless grid. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** Every cell of the grid once, ring by ring around a centre; within a ring always in the same order. */
export function* spiral(centre: Cell): Generator<Cell, never> {
  yield centre;
  for (let radius = 1; ; radius++) {
    const [left, right] = [centre.x - radius, centre.x + radius];
    const [top, bottom] = [centre.y - radius, centre.y + radius];
    for (let y = top; y < bottom; y++) yield { x: right, y };
    for (let x = right; x > left; x--) yield { x, y: bottom };
    for (let y = bottom; y > top; y--) yield { x: left, y };
    for (let x = left; x < right; x++) yield { x, y: top };
  }
}
