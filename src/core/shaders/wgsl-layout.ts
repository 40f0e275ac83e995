import type { MemoryLayout } from './memory-layout.ts';
import type { WgslModuleNames } from './wgsl-module-names.ts';
import type { Parameter, Struct } from './wgsl-tree.ts';
import type { WgslType } from './wgsl-type.ts';

const BYTES: Readonly<Record<string, number>> = { i32: 4, u32: 4, f32: 4, f16: 2, i64: 8, u64: 8, f64: 8 };
const DEEPEST = 16;

export const roundUp = (to: number, value: number): number => Math.ceil(value / to) * to;

/** Alignment and size in memory (w3.org/TR/WGSL section 14.4.1); undefined when it is not certain. */
export function layoutOf(
  type: WgslType | undefined,
  names: WgslModuleNames,
  depth = 0,
): MemoryLayout | undefined {
  if (!type || depth > DEEPEST) return undefined;
  switch (type.kind) {
    case 'scalar': {
      const bytes = BYTES[type.of];
      return bytes === undefined ? undefined : { align: bytes, size: bytes };
    }
    case 'atomic':
      return layoutOf(type.of, names, depth + 1);
    case 'vector': {
      const bytes = BYTES[type.of];
      return bytes === undefined
        ? undefined
        : { align: bytes * (type.size === 2 ? 2 : 4), size: bytes * type.size };
    }
    case 'matrix': {
      const column = layoutOf({ kind: 'vector', size: type.rows, of: type.of }, names, depth + 1);
      return column && { align: column.align, size: type.columns * roundUp(column.align, column.size ?? 0) };
    }
    case 'array': {
      const stride = strideOf(type, names, depth);
      if (stride === undefined) return undefined;
      const align = layoutOf(type.of, names, depth + 1)?.align ?? 1;
      return { align, size: type.count === undefined ? undefined : type.count * stride };
    }
    case 'struct':
      return structLayout(type.struct, names, depth);
    default:
      return undefined;
  }
}

/** Bytes from one element of an array to the next. */
export function strideOf(
  array: Extract<WgslType, { kind: 'array' }>,
  names: WgslModuleNames,
  depth = 0,
): number | undefined {
  const element = layoutOf(array.of, names, depth + 1);
  return element?.size === undefined ? undefined : roundUp(element.align, element.size);
}

function structLayout(struct: Struct, names: WgslModuleNames, depth: number): MemoryLayout | undefined {
  if (names.layouts.has(struct)) return names.layouts.get(struct);
  names.layouts.set(struct, undefined);
  const layout = computeLayout(struct, names, depth);
  names.layouts.set(struct, layout);
  return layout;
}

function computeLayout(struct: Struct, names: WgslModuleNames, depth: number): MemoryLayout | undefined {
  let offset = 0;
  let align = 1;
  for (const [place, member] of struct.members.entries()) {
    const inner = memberLayout(member, names, depth + 1);
    if (!inner) return undefined;
    align = Math.max(align, inner.align);
    offset = roundUp(inner.align, offset);
    if (inner.size === undefined && place < struct.members.length - 1) return undefined;
    if (inner.size === undefined) return { align, size: undefined };
    offset += inner.size;
  }
  return { align, size: roundUp(align, offset) };
}

/** With `@align` and `@size`; undefined when one of them is no plain number. */
export function memberLayout(member: Parameter, names: WgslModuleNames, depth = 0): MemoryLayout | undefined {
  const natural = layoutOf(names.typeOf(member.type), names, depth);
  let { align, size } = natural ?? { align: 0, size: undefined };
  if (!natural) return undefined;
  for (const { name, args } of member.attributes) {
    if (name !== 'align' && name !== 'size') continue;
    const [value] = args;
    const number =
      value?.kind === 'literal' && /^\d+[iu]?$/.test(value.text) ? Number.parseInt(value.text, 10) : 0;
    if (number <= 0) return undefined;
    if (name === 'align') align = number;
    else size = number;
  }
  return { align, size };
}
