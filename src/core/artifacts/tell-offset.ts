import type { ArtifactRange } from '../bricks/sidecar.ts';

/** `0x40`, or `0x40 of the decompressed module` where it is no byte of the artifact itself. */
export function tellOffset({ offset, within }: Pick<ArtifactRange, 'offset' | 'within'>, digits = 1): string {
  const told = `0x${offset.toString(16).padStart(digits, '0')}`;
  return within === 'decompressed' ? `${told} of the decompressed module` : told;
}
