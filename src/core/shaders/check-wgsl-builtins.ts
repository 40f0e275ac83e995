import type { Operation } from './check-wgsl-operators.ts';
import { printType, type ScalarName, scalar, unify, vector, type WgslType } from './wgsl-type.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/** How many arguments: `[least, most]`; a function not listed is not counted. */
const ARITY: Readonly<Record<string, readonly [number, number]>> = {
  ...each(
    1,
    'abs acos acosh asin asinh atan atanh ceil cos cosh degrees determinant exp exp2 floor fract inverseSqrt length log log2 normalize radians round saturate sign sin sinh sqrt tan tanh transpose trunc dpdx dpdxCoarse dpdxFine dpdy dpdyCoarse dpdyFine fwidth fwidthCoarse fwidthFine all any arrayLength countLeadingZeros countOneBits countTrailingZeros reverseBits firstLeadingBit firstTrailingBit frexp modf atomicLoad pack4x8snorm pack4x8unorm pack2x16float pack2x16snorm pack2x16unorm unpack4x8snorm unpack4x8unorm unpack2x16float unpack2x16snorm unpack2x16unorm workgroupUniformLoad textureNumLayers textureNumLevels textureNumSamples',
  ),
  ...each(
    2,
    'atan2 cross distance dot max min pow reflect step ldexp atomicStore atomicAdd atomicSub atomicMax atomicMin atomicAnd atomicOr atomicXor atomicExchange',
  ),
  ...each(3, 'clamp fma mix smoothstep select faceForward refract extractBits atomicCompareExchangeWeak'),
  ...each(4, 'insertBits'),
  ...each(0, 'storageBarrier workgroupBarrier textureBarrier'),
  textureSample: [3, 5],
  textureSampleLevel: [4, 6],
  textureSampleBias: [4, 6],
  textureSampleCompare: [4, 6],
  textureSampleCompareLevel: [4, 6],
  textureSampleGrad: [5, 7],
  textureLoad: [2, 4],
  textureStore: [3, 4],
  textureDimensions: [1, 2],
};
function each(count: number, names: string): Record<string, readonly [number, number]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, [count, count] as const]));
}

/** All arguments have one type, which is the type of the result. */
const ALIKE = words('max min pow atan2 clamp fma smoothstep step reflect cross');
/** All arguments have one vector type, the result is one component. */
const MEASURES = words('dot distance');
/** The result has the type of the only argument. */
const SAME = words(
  'abs acos acosh asin asinh atan atanh ceil cos cosh degrees exp exp2 floor fract inverseSqrt log log2 normalize radians round saturate sign sin sinh sqrt tan tanh trunc dpdx dpdxCoarse dpdxFine dpdy dpdyCoarse dpdyFine fwidth fwidthCoarse fwidthFine',
);
/** Of {@link SAME}, those whole numbers have too. */
const WHOLE_TOO = words('abs sign');
const SAMPLES = words(
  'textureSample textureSampleLevel textureSampleBias textureSampleGrad textureSampleBaseClampToEdge',
);
const FIXED: Readonly<Record<string, WgslType>> = {
  arrayLength: scalar('u32'),
  all: scalar('bool'),
  any: scalar('bool'),
  textureNumLayers: scalar('u32'),
  textureNumLevels: scalar('u32'),
  textureNumSamples: scalar('u32'),
  textureSampleCompare: scalar('f32'),
  textureSampleCompareLevel: scalar('f32'),
  pack4x8snorm: scalar('u32'),
  pack4x8unorm: scalar('u32'),
  pack2x16float: scalar('u32'),
  pack2x16snorm: scalar('u32'),
  pack2x16unorm: scalar('u32'),
  unpack4x8snorm: vector(4, 'f32'),
  unpack4x8unorm: vector(4, 'f32'),
  unpack2x16float: vector(2, 'f32'),
  unpack2x16snorm: vector(2, 'f32'),
  unpack2x16unorm: vector(2, 'f32'),
};

/** The call of a function of the language: its count of arguments and, where it is certain, their types and the result. */
export function builtinCall(name: string, args: readonly (WgslType | undefined)[]): Operation {
  const arity = ARITY[name];
  if (arity && (args.length < arity[0] || args.length > arity[1])) {
    const wanted = arity[0] === arity[1] ? `${arity[0]}` : `${arity[0]} to ${arity[1]}`;
    return {
      problem: `"${name}" takes ${wanted} argument${wanted === '1' ? '' : 's'}, found ${args.length}`,
    };
  }
  const fixed = FIXED[name];
  if (fixed) return { type: fixed };
  const [first] = args;
  if (SAME.has(name)) return same(name, first);
  if (ALIKE.has(name) || MEASURES.has(name)) return alike(name, args);
  if (name === 'length') return first?.kind === 'vector' ? { type: scalar(first.of) } : {};
  if (SAMPLES.has(name)) return sample(first);
  return {};
}

function same(name: string, type: WgslType | undefined): Operation {
  if (type?.kind !== 'scalar' && type?.kind !== 'vector') return {};
  const isWhole = type.of === 'i32' || type.of === 'u32' || type.of === 'bool';
  if (isWhole && !(WHOLE_TOO.has(name) && type.of !== 'bool'))
    return { problem: `"${name}" does not take ${printType(type)}` };
  return type.of === 'int' ? {} : { type };
}

function alike(name: string, args: readonly (WgslType | undefined)[]): Operation {
  let result: Extract<WgslType, { kind: 'scalar' | 'vector' }> | undefined;
  for (const type of args) {
    if (type?.kind !== 'scalar' && type?.kind !== 'vector') return {};
    if (result === undefined) {
      result = type;
      continue;
    }
    const of: ScalarName | undefined = unify(result.of, type.of);
    const shape = result.kind === 'vector' ? result.size : 1;
    if (of === undefined || shape !== (type.kind === 'vector' ? type.size : 1)) {
      const found = args.map((one) => (one ? printType(one) : '…')).join(', ');
      return { problem: `the arguments of "${name}" must have one type, found ${found}` };
    }
    result = { ...result, of };
  }
  if (!result || result.of === 'int') return {};
  return { type: MEASURES.has(name) ? scalar(result.of) : result };
}

function sample(texture: WgslType | undefined): Operation {
  if (texture?.kind !== 'handle') return {};
  return { type: texture.name.startsWith('texture_depth') ? scalar('f32') : vector(4, 'f32') };
}
