const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Scalars by name; `i64`, `u64` and `f64` are naga's. */
export const SCALARS = words('bool i32 u32 f32 f16 i64 u64 f64');

const TEXTURES = words(`
  texture_1d texture_1d_array texture_2d texture_2d_array texture_3d texture_cube texture_cube_array
  texture_multisampled_2d texture_multisampled_2d_array texture_depth_2d texture_depth_2d_array texture_depth_cube
  texture_depth_cube_array texture_depth_multisampled_2d texture_storage_1d texture_storage_1d_array
  texture_storage_2d texture_storage_2d_array texture_storage_3d texture_external`);
/** Types a shader only holds a handle of; the last two are naga's. */
export const HANDLES: ReadonlySet<string> = new Set([
  ...TEXTURES,
  ...words('sampler sampler_comparison acceleration_structure ray_query'),
]);

/** w3.org/TR/WGSL section 6.13 and what naga adds. */
export const TYPE_NAMES: ReadonlySet<string> = new Set([
  ...SCALARS,
  ...[2, 3, 4].flatMap((size) => [`vec${size}`, ...'fiuh'.split('').map((suffix) => `vec${size}${suffix}`)]),
  ...[2, 3, 4].flatMap((columns) =>
    [2, 3, 4].flatMap((rows) => [
      `mat${columns}x${rows}`,
      `mat${columns}x${rows}f`,
      `mat${columns}x${rows}h`,
    ]),
  ),
  ...HANDLES,
  ...words('array atomic ptr binding_array buffer RayDesc RayIntersection'),
]);

/** w3.org/TR/WGSL section 17 and what naga adds. */
export const FUNCTION_NAMES: ReadonlySet<string> = new Set(
  words(`
    bitcast all any select arrayLength abs acos acosh asin asinh atan atanh atan2 ceil clamp cos cosh
    countLeadingZeros countOneBits countTrailingZeros cross degrees determinant distance dot dot4U8Packed
    dot4I8Packed exp exp2 extractBits faceForward firstLeadingBit firstTrailingBit floor fma fract frexp insertBits
    inverseSqrt inverse outerProduct ldexp length log log2 max min mix modf normalize pow quantizeToF16 radians reflect
    refract reverseBits round saturate sign sin sinh smoothstep sqrt step tan tanh transpose trunc dpdx dpdxCoarse
    dpdxFine dpdy dpdyCoarse dpdyFine fwidth fwidthCoarse fwidthFine textureDimensions textureGather
    textureGatherCompare textureLoad textureNumLayers textureNumLevels textureNumSamples textureSample
    textureSampleBias textureSampleCompare textureSampleCompareLevel textureSampleGrad textureSampleLevel
    textureSampleBaseClampToEdge textureStore textureAtomicMin textureAtomicMax textureAtomicAdd textureAtomicAnd
    textureAtomicOr textureAtomicXor atomicLoad atomicStore atomicAdd atomicSub atomicMax atomicMin atomicAnd atomicOr
    atomicXor atomicExchange atomicCompareExchangeWeak atomicStoreMin atomicStoreMax pack4x8snorm pack4x8unorm pack4xI8
    pack4xU8 pack4xI8Clamp pack4xU8Clamp pack2x16snorm pack2x16unorm pack2x16float unpack4x8snorm unpack4x8unorm
    unpack4xI8 unpack4xU8 unpack2x16snorm unpack2x16unorm unpack2x16float storageBarrier textureBarrier
    workgroupBarrier workgroupUniformLoad bufferView bufferArrayView bufferLength print`),
);
/** Families that grow with every release of a driver's extensions. */
const FUNCTION_FAMILIES =
  /^(?:subgroup|quad|rayQuery|coop|traceRay|mesh|input_attachment|getCommitted|getCandidate)[A-Z]/;
const CONSTANT_FAMILIES = /^(?:RAY_[A-Z]|RayDesc|RayIntersection)/;

/** Whether the language, or naga, declares the name itself. */
export function isPredeclared(name: string): boolean {
  return (
    TYPE_NAMES.has(name) ||
    FUNCTION_NAMES.has(name) ||
    FUNCTION_FAMILIES.test(name) ||
    CONSTANT_FAMILIES.test(name)
  );
}

/** Where a `var` may live; the last four are naga's and Chromium's. */
export const ADDRESS_SPACES: ReadonlySet<string> = new Set(
  words(
    'function private workgroup uniform storage handle push_constant immediate task_payload pixel_local ray_payload incoming_ray_payload',
  ),
);
const ACCESS_MODES: ReadonlySet<string> = new Set(words('read write read_write atomic'));
const FORMAT =
  /^(?:r|rg|rgba|bgra)(?:8|16|32|64)(?:unorm|snorm|uint|sint|float)(?:_srgb)?$|^rgb10a2u(?:int|norm)$|^rg11b10u?float$/;

/** A name with a meaning only inside a template list. */
export function isEnumerant(name: string): boolean {
  return ADDRESS_SPACES.has(name) || ACCESS_MODES.has(name) || FORMAT.test(name);
}

/** w3.org/TR/WGSL section 12 and what naga adds. */
export const ATTRIBUTES: ReadonlySet<string> = new Set(
  words(`
    align binding blend_src builtin color compute const diagnostic early_depth_test fragment group id
    input_attachment_index interpolate invariant location must_use second_blend_source size subgroup_size
    vertex workgroup_size mesh task payload per_primitive task_payload ray_generation closest_hit any_hit miss
    incoming_payload stage`),
);

/** Built-in values whose type the language fixes; '' where naga and the language differ. */
export const BUILTIN_VALUES: Readonly<Record<string, string>> = {
  vertex_index: 'u32',
  instance_index: 'u32',
  position: 'vec4<f32>',
  front_facing: 'bool',
  frag_depth: 'f32',
  sample_index: 'u32',
  sample_mask: 'u32',
  local_invocation_id: 'vec3<u32>',
  local_invocation_index: 'u32',
  global_invocation_id: 'vec3<u32>',
  global_invocation_index: 'u32',
  workgroup_id: 'vec3<u32>',
  workgroup_index: 'u32',
  num_workgroups: 'vec3<u32>',
  subgroup_invocation_id: 'u32',
  subgroup_size: 'u32',
  subgroup_id: 'u32',
  num_subgroups: 'u32',
  ...Object.fromEntries(
    words(`
      clip_distances primitive_index view_index barycentric_coord barycentric barycentric_no_perspective point_index
      line_indices triangle_indices cull_primitive point_size draw_index mesh_task_size vertex_count vertices
      primitive_count primitives`).map((name) => [name, '']),
  ),
};
