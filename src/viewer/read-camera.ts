const NUMBERS = ['x', 'y', 'zoom', 'target_x', 'target_y', 'target_zoom'] as const;

/** The origin's `camera_update`, without its timestamp. Places are cells; `zoom` is pixels of the screen a cell. */
export type CameraUpdate = { readonly type: 'camera_update' } & Readonly<
  Record<(typeof NUMBERS)[number], number>
>;

/** Reads what a page or the server sent; undefined for anything that is not a whole camera of finite numbers. */
export function readCamera(message: unknown): CameraUpdate | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const given = message as Readonly<Record<string, unknown>>;
  if (given.type !== 'camera_update') return undefined;
  const numbers: Record<string, number> = {};
  for (const name of NUMBERS) {
    const value = given[name];
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    numbers[name] = value;
  }
  return { type: 'camera_update', ...numbers } as CameraUpdate;
}
