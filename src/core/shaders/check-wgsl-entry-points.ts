import type { WgslModuleNames } from './wgsl-module-names.ts';
import { BUILTIN_VALUES } from './wgsl-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { Attribute, FunctionDeclaration, NameExpression } from './wgsl-tree.ts';
import { printType } from './wgsl-type.ts';

const STAGES = ['vertex', 'fragment', 'compute'];

/** A value that enters or leaves a stage: a parameter, a result, or a member of a struct that is one. */
interface Passed {
  readonly attributes: readonly Attribute[];
  readonly type: NameExpression;
  readonly at: number;
  readonly what: string;
}

/** The stage of an entry point, undefined of another function. */
export function stageOf({ attributes }: FunctionDeclaration): string | undefined {
  return attributes.find(({ name }) => STAGES.includes(name))?.name;
}

/** w3.org/TR/WGSL section 13: what goes in and out of a stage says where it comes from and goes to. */
export function checkEntryPoint(
  entry: FunctionDeclaration,
  names: WgslModuleNames,
  report: WgslReport,
): void {
  const stage = stageOf(entry);
  const inputs = entry.parameters.flatMap((one) => passed({ ...one, what: `"${one.name}"` }, names));
  const { result } = entry;
  const outputs = result
    ? passed({ ...result, at: result.type.at, what: `what "${entry.name}" returns` }, names)
    : [];
  for (const one of [...inputs, ...outputs]) checkPassed(one, names, report);
  checkLocations(inputs, report);
  checkLocations(outputs, report);
  const sized = entry.attributes.some(({ name }) => name === 'workgroup_size');
  if (stage === 'compute' && !sized) report.add(entry.at, `"${entry.name}" needs @workgroup_size`);
  if (stage === 'compute' && result) report.add(result.type.at, 'a compute shader returns nothing');
  const places = outputs.some(({ attributes }) => builtinOf(attributes) === 'position');
  if (stage === 'vertex' && !places) report.add(entry.at, `"${entry.name}" has to return @builtin(position)`);
}

function passed(one: Passed, names: WgslModuleNames): readonly Passed[] {
  const type = names.typeOf(one.type);
  if (type?.kind !== 'struct') return [one];
  return type.struct.members.map((member) => ({
    ...member,
    what: `"${member.name}" of "${type.struct.name}"`,
  }));
}

function checkPassed(
  { attributes, type, at, what }: Passed,
  names: WgslModuleNames,
  report: WgslReport,
): void {
  const hasPlace = attributes.some(({ name }) => name === 'location' || name === 'builtin');
  // Extensions have attributes of their own.
  const known = attributes.every(({ name }) =>
    /^(?:interpolate|invariant|size|align|location|builtin)$/.test(name),
  );
  const found = names.typeOf(type);
  // What is not known may be a struct of another file.
  if (!hasPlace && known && found) report.add(at, `${what} needs @location(n) or @builtin(name)`);
  const wanted = BUILTIN_VALUES[builtinOf(attributes) ?? ''];
  if (wanted && found && printType(found) !== wanted)
    report.add(type.at, `@builtin(${builtinOf(attributes)}) is ${wanted}, found ${printType(found)}`);
}

function checkLocations(many: readonly Passed[], report: WgslReport): void {
  const seen = new Set<string>();
  for (const { attributes, at, what } of many) {
    // Two outputs may share a location by @blend_src.
    if (attributes.some(({ name }) => name === 'blend_src' || name === 'second_blend_source')) continue;
    for (const { name, args } of attributes) {
      const [place] = args;
      const key =
        name === 'builtin' ? builtinOf(attributes) : place?.kind === 'literal' ? place.text : undefined;
      if ((name !== 'location' && name !== 'builtin') || key === undefined) continue;
      if (seen.has(`${name} ${key}`))
        report.add(at, `${what} has @${name}(${key}), which another value has already`);
      seen.add(`${name} ${key}`);
    }
  }
}

function builtinOf(attributes: readonly Attribute[]): string | undefined {
  const value = attributes.find(({ name }) => name === 'builtin')?.args[0];
  return value?.kind === 'name' ? value.name : undefined;
}
