import { DAMAGE_AT, foldModule, foldTables, TABLES_END } from './fold-module.ts';
import { BAND_BYTES, type FoldRoom } from './fold-room.ts';
import { type WasmMemory, webAssembly } from './web-assembly.ts';

const PAGE = 65_536;
const BAND_AT = TABLES_END;
const PAYLOAD_AT = BAND_AT + BAND_BYTES;

type BlockCode = (source: number, target: number, stride: number, state: number) => void;

let compiled: object | undefined;

/** A room whose blocks are folded by WebAssembly with vectors; nothing where the machine or Node has none. */
export function openSimdRoom(): FoldRoom | undefined {
  if (!webAssembly) return undefined;
  if (!compiled) {
    const bytes = foldModule(Math.ceil(PAYLOAD_AT / PAGE));
    if (!webAssembly.validate(bytes)) return undefined;
    compiled = new webAssembly.Module(bytes);
  }
  const parts = new webAssembly.Instance(compiled).exports;
  const memory = parts.memory as WasmMemory;
  const [fold, unfold] = [parts.fold as BlockCode, parts.unfold as BlockCode];
  new Uint8Array(memory.buffer).set(foldTables());
  return {
    kernel: 'simd',
    payload: (bytes) => {
      const missing = PAYLOAD_AT + bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return new Uint8Array(memory.buffer, PAYLOAD_AT, bytes);
    },
    band: (bytes) => new Uint8Array(memory.buffer, BAND_AT, bytes),
    foldBlock: (offset, corner, stride, state) => fold(PAYLOAD_AT + offset, BAND_AT + corner, stride, state),
    unfoldBlock: (offset, corner, stride, state) =>
      unfold(PAYLOAD_AT + offset, BAND_AT + corner, stride, state),
    takeDamage: () => {
      const lanes = new Uint8Array(memory.buffer, DAMAGE_AT, 16);
      const colour = lanes.some((lane, at) => at % 4 !== 3 && lane !== 0);
      const alpha = lanes.some((lane, at) => at % 4 === 3 && lane !== 0);
      lanes.fill(0);
      return colour ? 'colour' : alpha ? 'alpha' : undefined;
    },
  };
}
