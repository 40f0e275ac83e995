import type { BrickCard } from '../../../ports/brick-map.ts';
import type { Tone } from './byte-colour.ts';

export type Overlay = 'none' | 'entropy' | 'security';

/** GLSL: the colour of an entropy of 0 to 1 (8 bits a byte). */
export const HEAT = `
vec3 heat(float entropy) {
  vec3 cold = vec3(0.07, 0.12, 0.32);
  vec3 warm = vec3(0.74, 0.20, 0.38);
  vec3 hot = vec3(1.00, 0.92, 0.45);
  return entropy < 0.6 ? mix(cold, warm, entropy / 0.6) : mix(warm, hot, (entropy - 0.6) / 0.4);
}
`;

/** The same colour, 0 to 1. */
export function heat(entropy: number): Tone {
  return entropy < 0.6
    ? mix([0.07, 0.12, 0.32], [0.74, 0.2, 0.38], entropy / 0.6)
    : mix([0.74, 0.2, 0.38], [1, 0.92, 0.45], (entropy - 0.6) / 0.4);
}

/** From low to critical, 0 to 1: told apart by brightness and by hue. */
export const SEVERITY_TONES: readonly [Tone, Tone, Tone, Tone] = [
  [0.96, 0.9, 0.55],
  [0.97, 0.65, 0.18],
  [0.88, 0.28, 0.14],
  [0.95, 0.1, 0.62],
];

type Severity = BrickCard['notes'][number]['severity'];
const ORDER: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

/** 1 is low, 4 critical. */
export function severityLevel(severity: Severity): number {
  return ORDER.indexOf(severity) + 1;
}

function mix(from: Tone, to: Tone, part: number): Tone {
  const at = (index: 0 | 1 | 2) => from[index] + (to[index] - from[index]) * part;
  return [at(0), at(1), at(2)];
}
