import { plainLine } from '../core/text/plain-line.ts';
import type { BrickPlace, WatchEvent } from '../flow/watch-event.ts';

/** A plain line for each event. */
export function showWatchEvent(event: WatchEvent): string {
  return plainLine(lineOf(event));
}

function lineOf(event: WatchEvent): string {
  switch (event.event) {
    case 'watching':
      return `watching ${count(event.files)}, all in step; Ctrl-C ends it`;
    case 'done':
      return `${count(event.files)} in step`;
    case 'folded':
      return `folded ${event.path} (${bytes(event.size)}) into ${placesOf(event.places)}`;
    case 'refolded':
      return `changed ${event.path} (${bytes(event.size)}): ${bytes(event.written)} written in ${placesOf(event.places)}`;
    case 'gone':
      return `gone ${event.path}; its brick stays`;
    case 'unreadable':
      return `cannot read ${event.why}; it is tried again when it changes`;
    case 'unwritable':
      return `${event.why} Until then ${event.path} is out of step; it is tried again.`;
    case 'skipped':
      return `skipped ${event.path}: ${event.why}`;
    case 'beyond':
      return `left out ${count(event.files)} beyond --max-files ${event.most}, as ${event.paths.join(', ')}`;
    case 'notice':
      return event.text;
    case 'stopped':
      return `stopped; ${count(event.files)} were watched`;
  }
}

function count(files: number): string {
  return files === 1 ? '1 file' : `${files} files`;
}

function bytes(size: number): string {
  return size === 1 ? '1 byte' : `${size} bytes`;
}

function placesOf(places: readonly BrickPlace[]): string {
  const [first, ...others] = places;
  if (!first) return 'no brick';
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  return `${first.brick} at ${first.x},${first.y}${more}`;
}
