import type { Operation } from './check-wgsl-operators.ts';
import { printType, unify, type WgslType } from './wgsl-type.ts';

/** `vec4<f32>(v, 1.0)`, `f32(i)`, `mat3x3f(…)`: the value made, or what is wrong with the components. */
export function constructed(type: WgslType, args: readonly (WgslType | undefined)[]): Operation {
  if (type.kind === 'scalar') return makeScalar(type, args);
  if (type.kind === 'vector') return makeVector(type, args);
  if (type.kind === 'array' && type.count !== undefined && args.length > 0 && args.length !== type.count)
    return { problem: `${printType(type)} takes ${type.count} elements, found ${args.length}` };
  return { type };
}

function makeScalar(type: WgslType, args: readonly (WgslType | undefined)[]): Operation {
  if (args.length > 1) return { problem: `${printType(type)}(…) takes one value, found ${args.length}` };
  const [value] = args;
  if (value?.kind === 'vector' || value?.kind === 'matrix' || value?.kind === 'struct')
    return { problem: `${printType(value)} cannot be converted to ${printType(type)}` };
  return { type };
}

function makeVector(
  type: Extract<WgslType, { kind: 'vector' }>,
  args: readonly (WgslType | undefined)[],
): Operation {
  let components = 0;
  for (const arg of args) {
    if (arg?.kind === 'scalar') components += 1;
    else if (arg?.kind === 'vector') components += arg.size;
    else return { type };
    if (args.length > 1 && unify(arg.of, type.of) !== type.of)
      return { problem: `${printType(type)} is not made of ${printType(arg)}` };
  }
  const isSplat = args.length === 1 && args[0]?.kind === 'scalar';
  if (components === type.size || components === 0 || isSplat) return { type };
  return { problem: `${printType(type)} takes ${type.size} components, found ${components}` };
}
