import type { MapEntry } from '../core/foundry/map-manifest.ts';
import type { CameraUpdate } from './read-camera.ts';

interface Stamped {
  /** Seconds since 1970; of a brick, of its last fold. */
  readonly timestamp: number;
}

/**
 * What `/live` tells a page: the origin's `tile_update`, `camera_update` and `heartbeat`, and two of our own, which a page
 * of the origin passes over.
 */
export type LiveMessage =
  /** This brick stands at this place now, whatever stood there before. */
  | ({ readonly type: 'tile_update' } & MapEntry)
  /** Nothing stands at this place any more. A brick that moves is removed first and then placed. */
  | ({ readonly type: 'tile_remove' } & MapEntry)
  /** The map itself cannot be read, or can be again (null). */
  | ({ readonly type: 'map_trouble'; readonly trouble: string | null } & Stamped)
  | (CameraUpdate & Stamped)
  | ({ readonly type: 'heartbeat' } & Stamped);
