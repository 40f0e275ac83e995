import type { MapEntry } from '../../core/foundry/map-manifest.ts';
import type { LiveMessage } from '../live-message.ts';
import { type CameraUpdate, readCamera } from '../read-camera.ts';

const LEAST_WAIT = 1_000;
const MOST_WAIT = 30_000;
/** Three heartbeats of the server. */
const SILENCE = 15_000;

export interface LiveListener {
  readonly onTile: (placed: MapEntry) => void;
  readonly onRemoved: (removed: MapEntry) => void;
  /** The map cannot be read, in a sentence; null: it can be again. */
  readonly onTrouble: (trouble: string | null) => void;
  readonly onCamera: (camera: CameraUpdate) => void;
  /** Whether updates arrive; after a break everything may have changed. */
  readonly onState: (isLive: boolean) => void;
}

/** Opens the live connection and keeps opening it: after 1 s, then twice as long each time, at most 30 s. */
export function connectLive(listener: LiveListener): { send(camera: CameraUpdate): void } {
  let socket: WebSocket | undefined;
  let wait = LEAST_WAIT;
  const open = () => {
    const opened = new WebSocket(`ws://${location.host}/live`);
    let silence = setTimeout(() => opened.close(), SILENCE);
    socket = opened;
    opened.addEventListener('open', () => {
      wait = LEAST_WAIT;
      listener.onState(true);
    });
    opened.addEventListener('message', ({ data }: MessageEvent<string>) => {
      clearTimeout(silence);
      silence = setTimeout(() => opened.close(), SILENCE);
      hear(JSON.parse(data), listener);
    });
    opened.addEventListener('close', () => {
      clearTimeout(silence);
      listener.onState(false);
      setTimeout(open, wait);
      wait = Math.min(MOST_WAIT, wait * 2);
    });
  };
  open();
  return {
    send(camera) {
      if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(camera));
    },
  };
}

function hear(message: LiveMessage, listener: LiveListener): void {
  if (message.type === 'tile_update') listener.onTile(message);
  if (message.type === 'tile_remove') listener.onRemoved(message);
  if (message.type === 'map_trouble') listener.onTrouble(message.trouble);
  const camera = readCamera(message);
  if (camera) listener.onCamera(camera);
}
