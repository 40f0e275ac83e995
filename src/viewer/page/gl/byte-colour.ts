export type Tone = readonly [number, number, number];

/**
 * GLSL: the colour of a byte, 0 to 1. Zeros are dark, text is blue, low bytes are green, high bytes amber, 255 is white;
 * within a class brighter is higher. Choices instead of branches: without a graphics card a third of the time.
 */
export const BYTE_COLOUR = `
vec3 byteColour(float value) {
  float byte = value * 255.0;
  bool isLow = byte < 32.0;
  bool isText = byte < 127.0;
  vec3 from = isLow ? vec3(0.10, 0.38, 0.30) : isText ? vec3(0.12, 0.30, 0.60) : vec3(0.56, 0.26, 0.14);
  vec3 to = isLow ? vec3(0.30, 0.78, 0.52) : isText ? vec3(0.55, 0.80, 1.00) : vec3(1.00, 0.78, 0.36);
  float part = isLow ? byte / 32.0 : isText ? (byte - 32.0) / 95.0 : (byte - 127.0) / 128.0;
  vec3 tone = from + (to - from) * part;
  return byte < 0.5 ? vec3(0.09, 0.10, 0.13) : byte > 254.5 ? vec3(0.96, 0.96, 0.94) : tone;
}
`;

/** The same colour as red, green, blue and alpha, 0 to 255, for what is coloured once. */
export function byteColour(byte: number): readonly [number, number, number, number] {
  if (byte === 0) return [23, 26, 33, 255];
  if (byte === 255) return [245, 245, 240, 255];
  if (byte < 32) return between([26, 97, 77], [77, 199, 133], byte / 32);
  if (byte < 127) return between([31, 77, 153], [140, 204, 255], (byte - 32) / 95);
  return between([143, 66, 36], [255, 199, 92], (byte - 127) / 128);
}

function between(low: Tone, high: Tone, part: number): readonly [number, number, number, number] {
  const mix = (at: 0 | 1 | 2) => Math.round(low[at] + (high[at] - low[at]) * part);
  return [mix(0), mix(1), mix(2), 255];
}
