import { ATTRIBUTES, BUILTIN_VALUES } from './wgsl-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { Attribute } from './wgsl-tree.ts';

/** Attributes that take exactly one argument. */
const ONE = ['location', 'group', 'binding', 'builtin', 'align', 'size', 'id'];

/** Whether attributes exist and have the arguments they take (w3.org/TR/WGSL section 12). */
export function checkAttributes(attributes: readonly Attribute[], report: WgslReport): void {
  const seen = new Set<string>();
  for (const attribute of attributes) {
    const { name, at } = attribute;
    if (!ATTRIBUTES.has(name)) report.add(at, `there is no attribute "@${name}"`);
    else if (seen.has(name)) report.add(at, `"@${name}" is written twice`);
    else checkArguments(attribute, report);
    seen.add(name);
  }
}

function checkArguments({ name, args, at }: Attribute, report: WgslReport): void {
  const [value] = args;
  if (ONE.includes(name) && args.length !== 1) report.add(at, `"@${name}" takes one argument`);
  if (name === 'workgroup_size' && (args.length < 1 || args.length > 3))
    report.add(at, '"@workgroup_size" takes one to three arguments');
  if (!value) return;
  if (name === 'builtin') {
    const known = value.kind === 'name' && BUILTIN_VALUES[value.name] !== undefined;
    const named = value.kind === 'name' ? `"${value.name}"` : 'like this';
    if (!known) report.add(value.at, `there is no built-in value ${named}`);
  }
  if (name === 'align' && value.kind === 'literal') {
    const align = Number(value.text.replace(/[iu]$/, ''));
    if (!(align > 0 && Number.isInteger(Math.log2(align)))) report.add(at, '"@align" takes a power of two');
  }
}
