import { printType, type ScalarName, scalar, unify, vector, type WgslType } from './wgsl-type.ts';

/** The type of a result, or what is wrong with the operands; an empty answer where it is not certain. */
export interface Operation {
  readonly type?: WgslType;
  readonly problem?: string;
}

type Numbers = Extract<WgslType, { of: ScalarName }>;
const UNSURE: Operation = {};

/** w3.org/TR/WGSL sections 8.6 to 8.9: nothing is converted but literals. */
export function binaryOperation(sign: string, left: WgslType, right: WgslType): Operation {
  if (left.kind === 'pointer' || right.kind === 'pointer') return UNSURE;
  const a = numbers(left);
  const b = numbers(right);
  if (!a || !b) return wrong(sign, left, right);
  switch (sign) {
    case '&&':
    case '||':
      return isBool(a) && isBool(b) ? { type: scalar('bool') } : wrong(sign, left, right);
    case '==':
    case '!=':
    case '<':
    case '>':
    case '<=':
    case '>=':
      return compare(sign, a, b);
    case '<<':
    case '>>':
      return shift(sign, a, b);
    case '&':
    case '|':
    case '^':
      return alike(sign, a, b);
    default:
      return arithmetic(sign, a, b);
  }
}

function numbers(type: WgslType): Numbers | undefined {
  return type.kind === 'scalar' || type.kind === 'vector' || type.kind === 'matrix' ? type : undefined;
}

function isBool(type: Numbers): boolean {
  return type.kind === 'scalar' && type.of === 'bool';
}

function wrong(sign: string, left: WgslType, right: WgslType): Operation {
  const hint = hintFor(left, right);
  return { problem: `"${sign}" does not take ${printType(left)} and ${printType(right)}${hint}` };
}

/** What a person who knows other languages would overlook. */
function hintFor(left: WgslType, right: WgslType): string {
  if (left.kind !== 'scalar' || right.kind !== 'scalar' || left.of === right.of) return '';
  const target = left.of === 'int' || left.of === 'float' ? right.of : left.of;
  return target === 'bool' ? '' : `; WGSL converts nothing by itself, write ${target}(…)`;
}

function compare(sign: string, a: Numbers, b: Numbers): Operation {
  if (a.kind === 'matrix' || b.kind === 'matrix') return UNSURE;
  const of = unify(a.of, b.of);
  if (of === undefined || a.kind !== b.kind) return wrong(sign, a, b);
  if (a.kind === 'vector' && b.kind === 'vector')
    return a.size === b.size ? { type: vector(a.size, 'bool') } : wrong(sign, a, b);
  return { type: scalar('bool') };
}

function shift(sign: string, a: Numbers, b: Numbers): Operation {
  const isWhole = (of: ScalarName) => of !== 'bool' && !of.startsWith('f');
  if (!isWhole(a.of) || (b.of !== 'u32' && b.of !== 'int' && b.of !== 'u64')) return wrong(sign, a, b);
  return a.of === 'int' ? UNSURE : { type: a };
}

/** Operands of the same shape and type; floats have no bits. */
function alike(sign: string, a: Numbers, b: Numbers): Operation {
  const of = unify(a.of, b.of);
  if (of === undefined || of.startsWith('f') || a.kind !== b.kind) return wrong(sign, a, b);
  if (a.kind === 'vector' && b.kind === 'vector' && a.size !== b.size) return wrong(sign, a, b);
  return a.kind === 'matrix' ? wrong(sign, a, b) : { type: { ...a, of } };
}

function arithmetic(sign: string, a: Numbers, b: Numbers): Operation {
  const of = unify(a.of, b.of);
  if (of === undefined || of === 'bool') return wrong(sign, a, b);
  if (a.kind === 'matrix' || b.kind === 'matrix') return withMatrix(sign, a, b, of);
  if (a.kind === 'vector' && b.kind === 'vector')
    return a.size === b.size ? { type: vector(a.size, of) } : wrong(sign, a, b);
  if (a.kind === 'vector') return { type: vector(a.size, of) };
  return { type: b.kind === 'vector' ? vector(b.size, of) : scalar(of) };
}

function withMatrix(sign: string, a: Numbers, b: Numbers, of: ScalarName): Operation {
  if (sign === '*') return product(a, b, of);
  if (sign !== '+' && sign !== '-') return UNSURE;
  if (a.kind !== 'matrix' || b.kind !== 'matrix') return UNSURE;
  return a.columns === b.columns && a.rows === b.rows ? { type: { ...a, of } } : wrong(sign, a, b);
}

function product(a: Numbers, b: Numbers, of: ScalarName): Operation {
  if (a.kind === 'scalar') return { type: { ...b, of } };
  if (b.kind === 'scalar') return { type: { ...a, of } };
  if (a.kind === 'matrix' && b.kind === 'matrix')
    return a.columns === b.rows
      ? { type: { kind: 'matrix', columns: b.columns, rows: a.rows, of } }
      : wrong('*', a, b);
  if (a.kind === 'matrix' && b.kind === 'vector')
    return a.columns === b.size ? { type: vector(a.rows, of) } : wrong('*', a, b);
  if (a.kind === 'vector' && b.kind === 'matrix')
    return a.size === b.rows ? { type: vector(b.columns, of) } : wrong('*', a, b);
  return UNSURE;
}

/** `-x`, `!x`, `~x`; `*` and `&` are not asked here. */
export function unaryOperation(sign: string, operand: WgslType): Operation {
  const type = numbers(operand);
  const no = { problem: `"${sign}" does not take ${printType(operand)}` };
  if (!type) return operand.kind === 'pointer' ? UNSURE : no;
  if (sign === '!') return type.of === 'bool' && type.kind !== 'matrix' ? { type } : no;
  if (sign === '~') return type.of === 'bool' || type.of.startsWith('f') ? no : { type };
  if (type.kind === 'matrix') return UNSURE;
  return type.of === 'bool' || type.of === 'u32' || type.of === 'u64' ? no : { type };
}
