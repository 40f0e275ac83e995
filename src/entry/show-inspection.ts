import { plainLine } from '../core/text/plain-line.ts';
import type { InspectedBrick, InspectedByte, Inspection } from '../flow/inspect-brick.ts';

/** An inspection for people, with the command that comes next. */
export function showInspection(inspection: Inspection, next: string): string {
  const { path, bricks, original_size, sidecar, at } = inspection;
  const several = bricks.length > 1;
  const lines = [
    `${path}: ${several ? `${bricks.length} V2BR bricks` : 'a V2BR brick'} of ${original_size} bytes, hash ok`,
    ...bricks.flatMap((brick) => showBrick(brick, several)),
    ...(sidecar ? [...showSource(sidecar)] : ['sidecar     none of these bytes']),
    ...(at ? showByte(at) : []),
    '',
    `Next step: ${next}`,
  ];
  return lines.map(plainLine).join('\n');
}

function showBrick(brick: InspectedBrick, several: boolean): readonly string[] {
  const set = Object.entries(brick.flags).flatMap(([name, is]) => (is ? [name] : []));
  const flags = set.length === 0 ? 'none' : set.join(', ');
  if (several) return [`  ${brick.path}: ${brick.original_size} bytes, entropy ${brick.entropy.toFixed(2)}`];
  const packed = brick.flags.compressed ? `, ${brick.compressed_size} compressed` : '';
  return [
    `texture     ${brick.texture_width} x ${brick.texture_height} pixels, Hilbert order ${brick.hilbert_order}, room for ${brick.capacity} bytes`,
    `bytes       ${brick.original_size}${packed}`,
    `entropy     ${brick.entropy.toFixed(4)} bits per byte`,
    `sha256      ${brick.sha256}`,
    `flags       ${flags}`,
    ...(brick.version === 1 ? [] : [`version     ${brick.version}, as one document of the format has it`]),
  ];
}

function showSource(sidecar: NonNullable<Inspection['sidecar']>): readonly string[] {
  const { source, folded_at, tool, parts_total, left_out_total, semantic } = sidecar;
  const left = left_out_total === 0 ? '' : `, ${left_out_total} left out`;
  const parts = source.kind === 'file' ? '' : `, ${parts_total} ${PARTS[source.kind]}${left}`;
  return [
    `source      ${source.path} (${source.kind}${parts})`,
    `folded      ${folded_at} by ${tool.name} ${tool.version}`,
    `meaning     ${semantic.state}`,
  ];
}

const PARTS = { directory: 'files', memory: 'ranges' } as const;

function showByte({ offset, brick, pixel, byte, hex, part }: InspectedByte): readonly string[] {
  const place = pixel ? `pixel ${pixel.x},${pixel.y} of ${brick}` : `compressed in ${brick}`;
  const hexByte = `0x${byte.toString(16).padStart(2, '0')}`;
  return [
    '',
    `offset ${offset} (0x${offset.toString(16)}): ${hexByte}, ${place}${part === null ? '' : `, in ${part}`}`,
    `  ${hex.replace(/../g, '$& ').trim()}`,
  ];
}
