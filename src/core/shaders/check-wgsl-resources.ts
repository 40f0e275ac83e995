import { layoutOf, memberLayout, roundUp, strideOf } from './wgsl-layout.ts';
import { placeOf, type WgslModuleNames } from './wgsl-module-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { Struct, Variable } from './wgsl-tree.ts';
import { printType, type WgslType } from './wgsl-type.ts';

/** A `var` of the module: its binding, and what its address space asks of its type (w3.org/TR/WGSL sections 7.3, 14.4). */
export function checkResource(
  variable: Variable,
  names: WgslModuleNames,
  { report, relaxed }: { readonly report: WgslReport; readonly relaxed: boolean },
): void {
  const { space } = placeOf(variable);
  const type = names.typeOf(variable.type);
  const isBuffer = space === 'uniform' || space === 'storage';
  const isHandle = type !== undefined && holdsHandle(type);
  const bound = bindingOf(variable);
  if ((isBuffer || (isHandle && (space === '' || space === 'handle'))) && !bound.complete)
    report.add(variable.at, `"${variable.name}" needs @group(n) and @binding(n)`);
  const own = space === 'private' || space === 'workgroup';
  if (own && variable.attributes.some(({ name }) => name === 'group' || name === 'binding'))
    report.add(variable.at, `"${variable.name}" is var<${space}> and has no @group or @binding`);
  if (!type) return;
  if (space === '' && variable.template.length === 0 && !isHandle && type.kind !== 'pointer')
    report.add(
      variable.at,
      `"${variable.name}" needs an address space: var<private>, var<workgroup>, var<uniform> or var<storage>`,
    );
  if (!isBuffer) return;
  const bool = findBool(type, names);
  if (bool) report.add(variable.at, `"${variable.name}" is var<${space}> and cannot hold bool; use u32`);
  if (space !== 'uniform') return;
  if (isUnsized(type, names))
    report.add(variable.at, `"${variable.name}" is var<uniform> and needs a fixed length`);
  else if (!relaxed) checkUniform(type, names, { report, at: variable.at, seen: new Set() });
}

/** Group and binding where both are plain numbers: `0:1`. */
export function bindingOf({ attributes }: Variable): { readonly complete: boolean; readonly key?: string } {
  const value = (wanted: string) => attributes.find(({ name }) => name === wanted);
  const group = value('group');
  const binding = value('binding');
  const [a] = group?.args ?? [];
  const [b] = binding?.args ?? [];
  const number = (text: string) => String(Number(text.replace(/[iu]$/, '')));
  const key =
    a?.kind === 'literal' && b?.kind === 'literal' ? `${number(a.text)}:${number(b.text)}` : undefined;
  return { complete: group !== undefined && binding !== undefined, ...(key === undefined ? {} : { key }) };
}

function holdsHandle(type: WgslType): boolean {
  return type.kind === 'handle' || (type.kind === 'array' && (type.of === undefined || holdsHandle(type.of)));
}

function findBool(type: WgslType | undefined, names: WgslModuleNames, seen = new Set<Struct>()): boolean {
  if (!type) return false;
  if (type.kind === 'scalar' || type.kind === 'vector') return type.of === 'bool';
  if (type.kind === 'array') return findBool(type.of, names, seen);
  if (type.kind !== 'struct' || seen.has(type.struct)) return false;
  seen.add(type.struct);
  return type.struct.members.some((member) => findBool(names.typeOf(member.type), names, seen));
}

function isUnsized(type: WgslType, names: WgslModuleNames): boolean {
  if (type.kind === 'array') return !type.sized;
  const last = type.kind === 'struct' ? names.typeOf(type.struct.members.at(-1)?.type) : undefined;
  return last?.kind === 'array' && !last.sized;
}

interface UniformPlace {
  readonly report: WgslReport;
  /** Of the variable. */
  readonly at: number;
  readonly seen: Set<Struct>;
}

/** In a uniform buffer arrays have strides, and structs begin and end, at multiples of 16 bytes. */
function checkUniform(type: WgslType | undefined, names: WgslModuleNames, place: UniformPlace): void {
  if (!type) return;
  if (type.kind === 'array') {
    const stride = strideOf(type, names);
    if (stride !== undefined && stride % 16 !== 0)
      place.report.add(
        place.at,
        `${printType(type)} in a uniform buffer needs elements of a multiple of 16 bytes, these have ${stride}; use vec4 or pad them`,
      );
    checkUniform(type.of, names, place);
  } else if (type.kind === 'struct') checkUniformStruct(type.struct, names, place);
}

function checkUniformStruct(struct: Struct, names: WgslModuleNames, place: UniformPlace): void {
  if (place.seen.has(struct)) return;
  place.seen.add(struct);
  let end = 0;
  let before: { readonly name: string; readonly end: number } | undefined;
  for (const member of struct.members) {
    const type = names.typeOf(member.type);
    const layout = memberLayout(member, names);
    if (layout?.size === undefined) return;
    const offset = roundUp(layout.align, end);
    const nested = type?.kind === 'struct';
    if (
      (nested || type?.kind === 'array') &&
      offset % 16 !== 0 &&
      (type.kind === 'struct' || isOdd(type, names))
    )
      place.report.add(
        member.at,
        `"${member.name}" of "${struct.name}" in a uniform buffer has to begin at a multiple of 16 bytes, it begins at ${offset}; write @align(16)`,
      );
    if (before && offset < before.end)
      place.report.add(
        member.at,
        `"${member.name}" of "${struct.name}" in a uniform buffer has to begin at least 16 bytes after the end of "${before.name}"; write @align(16)`,
      );
    before = nested
      ? { name: member.name, end: offset + roundUp(16, layoutOf(type, names)?.size ?? 0) }
      : undefined;
    end = offset + layout.size;
    checkUniform(type, names, { ...place, at: member.at });
  }
}

/** An array whose stride is fine begins well by itself. */
function isOdd(type: Extract<WgslType, { kind: 'array' }>, names: WgslModuleNames): boolean {
  return (strideOf(type, names) ?? 16) % 16 === 0;
}
