import { LEAST_ZOOM, MOST_ZOOM } from './page/camera.ts';

const NUMBERS = ['x', 'y', 'zoom', 'target_x', 'target_y', 'target_zoom'] as const;

/** The origin's `camera_update`, without its timestamp. Places are cells; `zoom` is pixels of the screen a cell. */
export type CameraUpdate = { readonly type: 'camera_update' } & Readonly<
  Record<(typeof NUMBERS)[number], number>
>;

/** Places of a map have nine digits at most. */
const FARTHEST = 1e9;

/** Reads what a page or the server sent; undefined for anything that is not a whole camera that a page can take. */
export function readCamera(message: unknown): CameraUpdate | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const given = message as Readonly<Record<string, unknown>>;
  if (given.type !== 'camera_update') return undefined;
  const numbers: Record<string, number> = {};
  for (const name of NUMBERS) {
    const value = given[name];
    const [least, most] = name.endsWith('zoom') ? [LEAST_ZOOM, MOST_ZOOM] : [-FARTHEST, FARTHEST];
    if (typeof value !== 'number' || !(value >= least && value <= most)) return undefined;
    numbers[name] = value;
  }
  return { type: 'camera_update', ...numbers } as CameraUpdate;
}
