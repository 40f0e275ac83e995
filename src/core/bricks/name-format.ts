const PNG = '\x89PNG\r\n\x1a\n';

const FORMATS: readonly (readonly [start: string, name: string])[] = [
  // systems/visual_shell/web/brick_loader.js of the origin: the number 0x4252434B, written little-endian.
  ['KCRB', 'a PixiJS CPU program brick (BRCK)'],
  ['BRCK', 'a PixiJS CPU program brick (BRCK)'],
  ['BRICK', 'a PixiJS CPU program brick of version 1 (BRICK)'],
  [PNG, 'a PNG image'],
  ['\x7fELF', 'an ELF binary that was not folded yet'],
  ['\x1f\x8b', 'a gzip file'],
  ['PK\x03\x04', 'a zip file'],
  ['version https://git-lfs', 'a Git LFS pointer, not the file itself'],
  ['{', 'a JSON file'],
];

/** What a file that is no V2BR brick is, with its article: other formats share the extension `.brick`. */
export function nameFormat(start: Uint8Array): string {
  if (start.length === 0) return 'an empty file';
  const text = String.fromCharCode(...start.subarray(0, 4096));
  // The keywords of the text chunks that the origin puts into its images.
  if (text.startsWith(PNG) && /PixelRTS|RTS_Logic/.test(text)) return 'a PixelRTS image (.rts.png)';
  return FORMATS.find(([magic]) => text.startsWith(magic))?.[1] ?? 'a file of another format';
}
