import { ATTRIBUTES, BUILTIN_VALUES } from './wgsl-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { Attribute, Expression } from './wgsl-tree.ts';

const PLACES = ['location', 'group', 'binding'];
const NUMBERS = [...PLACES, 'align', 'size', 'workgroup_size'];
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
  for (const arg of args) checkNumber(name, arg, report);
}

/** Places and sizes are whole numbers; a size is at least one, an alignment a power of two. */
function checkNumber(name: string, value: Expression, report: WgslReport): void {
  if (!NUMBERS.includes(name)) return;
  const least = PLACES.includes(name) ? 0 : 1;
  const isNegative =
    value.kind === 'unary' &&
    value.sign === '-' &&
    value.operand.kind === 'literal' &&
    /^[1-9]\d*i?$/.test(value.operand.text);
  const isFraction = value.kind === 'literal' && !/^(?:0[xX][0-9a-fA-F]+|\d+)[iu]?$/.test(value.text);
  const number = value.kind === 'literal' ? Number(value.text.replace(/[iu]$/, '')) : least;
  if (isFraction || isNegative || number < least)
    report.add(value.at, `"@${name}" takes a whole number from ${least} on`);
  else if (name === 'align' && value.kind === 'literal' && !Number.isInteger(Math.log2(number)))
    report.add(value.at, '"@align" takes a power of two');
}
