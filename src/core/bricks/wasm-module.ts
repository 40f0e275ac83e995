// Writes WebAssembly modules, as far as the fold needs them. Format: https://webassembly.github.io/spec/core/binary/

/** Bytes of instructions. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const V128 = 0x7b;
const FUNCTION_TYPE = 0x60;
const MEMORY_EXPORT = 0x02;
const FUNCTION_EXPORT = 0x00;
const FULL = 0xfd;

export interface WasmFunction {
  /** How many i32 it takes; it gives nothing back. */
  readonly parameters: number;
  /** Types of the locals after the parameters. */
  readonly locals: readonly number[];
  readonly code: Code;
  /** Exported under this name. */
  readonly name?: string;
}

/** LEB128 of an unsigned number. */
function unsigned(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  do {
    bytes.push((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return bytes;
}

/** LEB128 of a non-negative number where the format wants a signed one: bit 6 of the last byte stays clear. */
function signed(value: number): Code {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x3f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  return [...bytes, rest];
}

/** One line per instruction that is used; the names are those of the text format. */
export const op = {
  get: (local: number): Code => [0x20, ...unsigned(local)],
  set: (local: number): Code => [0x21, ...unsigned(local)],
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: [0x6a],
  multiply: [0x6c],
  and: [0x71],
  shiftRight: [0x76],
  below: [0x49],
  equal: [0x46],
  loadByte: (offset: number): Code => [0x2d, 0, ...unsigned(offset)],
  call: (index: number): Code => [0x10, ...unsigned(index)],
  /** Runs `body` again while it leaves a number other than 0. */
  loopWhile: (body: Code): Code => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
  /** Runs `then` when `condition` leaves a number other than 0. */
  when: (condition: Code, then: Code): Code => [...condition, 0x04, 0x40, ...then, 0x0b],
  vectorLoad: (offset: number): Code => [FULL, 0x00, 0, ...unsigned(offset)],
  vectorStore: (offset: number): Code => [FULL, 0x0b, 0, ...unsigned(offset)],
  vectorConstant: (bytes: Code): Code => [FULL, 0x0c, ...bytes],
  /** Lane i of the result is lane mask[i] of the vector, 0 where the mask is 16 or more. */
  swizzle: [FULL, 0x0e],
  vectorOr: [FULL, ...unsigned(0x50)],
  vectorXor: [FULL, ...unsigned(0x51)],
} as const;

/** A module with a memory exported as `memory`, and functions that take i32 and give nothing. */
export function wasmModule(pages: number, functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [
    FUNCTION_TYPE,
    ...list(Array.from({ length: parameters }, () => [I32])),
    0,
  ]);
  const exported = functions.flatMap(({ name }, index) =>
    name === undefined ? [] : [[...text(name), FUNCTION_EXPORT, ...unsigned(index)]],
  );
  const bodies = functions.map(({ locals, code }) => {
    const body = [...list(locals.map((type) => [1, type])), ...code, 0x0b];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(5, list([[0x00, ...unsigned(pages)]])),
    ...section(7, list([[...text('memory'), MEMORY_EXPORT, 0], ...exported])),
    ...section(10, list(bodies)),
  ]);
}

function section(id: number, content: Code): Code {
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(value: string): Code {
  return list([...value].map((letter) => [letter.charCodeAt(0)]));
}
