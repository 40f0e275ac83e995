import { type DiskFloor, diskRoom, isBelow } from './disk-room.ts';

/** A disk takes a few hundred megabytes in that time, which is less than what has to be left. */
const BETWEEN_LOOKS_MILLISECONDS = 200;

/** Looks at the file system of a folder until disposed, and calls `onBelow` once when too little is left. */
export function watchDisk(folder: string, floor: DiskFloor, onBelow: () => void): Disposable {
  let ended = false;
  const look = async (): Promise<void> => {
    const room = await diskRoom(folder);
    if (ended) return;
    if (room && isBelow(room, floor)) onBelow();
    else timer = setTimeout(look, BETWEEN_LOOKS_MILLISECONDS).unref();
  };
  let timer = setTimeout(look, BETWEEN_LOOKS_MILLISECONDS).unref();
  return {
    [Symbol.dispose]: () => {
      ended = true;
      clearTimeout(timer);
    },
  };
}
