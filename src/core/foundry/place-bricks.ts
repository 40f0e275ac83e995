import { hilbertPoint } from '../bricks/hilbert-curve.ts';
import { folderOfName } from './brick-name.ts';
import { type Cell, spiral } from './spiral.ts';

/** A plot is 2^2 cells wide and belongs to the bricks of one folder. */
const PLOT_ORDER = 2;
const PLOT_SIDE = 2 ** PLOT_ORDER;
/** Cells beyond cannot be written in a manifest. */
const EDGE = 999_999_999 / PLOT_SIDE - 1;

export interface PlacedBrick extends Cell {
  readonly brick: string;
}

/**
 * Finds cells for bricks that have none. A brick that has one keeps it for ever; no cell is given twice.
 *
 * The map is divided into plots of 4 x 4 cells. Bricks of one folder fill its plots along the Hilbert curve; a full
 * folder gets the free plot nearest to the middle of its plots, and a new folder the one nearest to the middle of its closest
 * relatives on the map, its parents and theirs, else to (0,0). Folders are told by the bricks' names alone ({@link folderOfName}), so all
 * that is needed to go on is the manifest.
 *
 * Given at once, bricks get the same cells in whatever order they are named. What arrives later takes what is free, so
 * there the order of arrival shows: where nothing moves it has to.
 *
 * @param placed what is on the map
 * @param taken cells that hold something else
 */
export function placeBricks(
  placed: readonly PlacedBrick[],
  taken: readonly Cell[],
  names: readonly string[],
): ReadonlyMap<string, Cell> {
  const cells = placeInOrder(placed, taken, names.toSorted());
  return new Map(names.map((brick) => [brick, cells.get(brick) ?? { x: 0, y: 0 }]));
}

/** The same for bricks that arrived one after the other. */
export function placeInOrder(
  placed: readonly PlacedBrick[],
  taken: readonly Cell[],
  names: readonly string[],
): ReadonlyMap<string, Cell> {
  const map = new Plots(placed, taken);
  const cells = new Map<string, Cell>(placed.map(({ brick, x, y }) => [brick, { x, y }]));
  for (const brick of names) if (!cells.has(brick)) cells.set(brick, map.place(brick));
  return new Map(names.map((brick) => [brick, cells.get(brick) ?? { x: 0, y: 0 }]));
}

class Plots {
  readonly #cells = new Set<string>();
  readonly #plots = new Set<string>();
  /** Plots of a folder with room. */
  readonly #open = new Map<string, Cell[]>();
  /** Of the plots of a folder and all below it: their number, and their coordinates summed up. */
  readonly #sums = new Map<string, Cell & { readonly plots: number }>();

  constructor(placed: readonly PlacedBrick[], taken: readonly Cell[]) {
    for (const cell of taken) this.#take(cell);
    for (const brick of placed.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
      this.#take(brick);
      const folder = folderOfName(brick.brick);
      const plots = this.#open.get(folder.join('-')) ?? [];
      const plot = plotOf(brick);
      if (!plots.some(({ x, y }) => x === plot.x && y === plot.y)) this.#give(folder, plot);
    }
  }

  place(brick: string): Cell {
    const folder = folderOfName(brick);
    const key = folder.join('-');
    for (const plots = this.#open.get(key) ?? []; plots[0]; plots.shift()) {
      const free = this.#freeCell(plots[0]);
      if (free) return this.#take(free);
    }
    const plot = this.#freePlot(this.#home(folder));
    this.#give(folder, plot);
    return this.#take({ x: plot.x * PLOT_SIDE, y: plot.y * PLOT_SIDE });
  }

  #take(cell: Cell): Cell {
    this.#cells.add(textOf(cell));
    this.#plots.add(textOf(plotOf(cell)));
    return cell;
  }

  #give(folder: readonly string[], plot: Cell): void {
    const key = folder.join('-');
    this.#open.set(key, [...(this.#open.get(key) ?? []), plot]);
    for (let length = folder.length; length > 0; length--) {
      const relative = folder.slice(0, length).join('-');
      const { x, y, plots } = this.#sums.get(relative) ?? { x: 0, y: 0, plots: 0 };
      this.#sums.set(relative, { x: x + plot.x, y: y + plot.y, plots: plots + 1 });
    }
  }

  #home(folder: readonly string[]): Cell {
    for (let length = folder.length; length > 0; length--) {
      const sum = this.#sums.get(folder.slice(0, length).join('-'));
      if (sum) return { x: sum.x / sum.plots, y: sum.y / sum.plots };
    }
    return { x: 0, y: 0 };
  }

  /** The nearest, in a straight line: ring by ring alone, the same corner first, a folder would wander off. */
  #freePlot(home: Cell): Cell {
    const centre = { x: Math.round(home.x), y: Math.round(home.y) };
    let best: { readonly plot: Cell; readonly distance: number } | undefined;
    for (const plot of spiral(centre)) {
      const radius = Math.max(Math.abs(plot.x - centre.x), Math.abs(plot.y - centre.y));
      // All further ones are at least so far away, as the centre is rounded.
      if (best && radius - 0.5 > best.distance) return best.plot;
      const distance = Math.hypot(plot.x - home.x, plot.y - home.y);
      const isFree = !this.#plots.has(textOf(plot)) && Math.max(Math.abs(plot.x), Math.abs(plot.y)) < EDGE;
      if (isFree && (!best || distance < best.distance)) best = { plot, distance };
    }
    throw new Error('an endless map is full');
  }

  #freeCell(plot: Cell): Cell | undefined {
    for (let at = 0; at < PLOT_SIDE * PLOT_SIDE; at++) {
      const { x, y } = hilbertPoint(PLOT_ORDER, at);
      const cell = { x: plot.x * PLOT_SIDE + x, y: plot.y * PLOT_SIDE + y };
      if (!this.#cells.has(textOf(cell))) return cell;
    }
    return undefined;
  }
}

function plotOf({ x, y }: Cell): Cell {
  return { x: Math.floor(x / PLOT_SIDE), y: Math.floor(y / PLOT_SIDE) };
}

function textOf({ x, y }: Cell): string {
  return `${x},${y}`;
}
