import type { Struct } from './wgsl-tree.ts';

/** `int` and `float` are the types of literals that take the type their place asks for. */
export type ScalarName = 'bool' | 'i32' | 'u32' | 'f32' | 'f16' | 'i64' | 'u64' | 'f64' | 'int' | 'float';

/** What a value is; wherever it is not certain the checks have `undefined` instead. */
export type WgslType =
  | { readonly kind: 'scalar'; readonly of: ScalarName }
  | { readonly kind: 'vector'; readonly size: number; readonly of: ScalarName }
  | { readonly kind: 'matrix'; readonly columns: number; readonly rows: number; readonly of: ScalarName }
  | {
      readonly kind: 'array';
      readonly of: WgslType | undefined;
      readonly count?: number;
      readonly sized: boolean;
    }
  | { readonly kind: 'struct'; readonly struct: Struct }
  | { readonly kind: 'pointer'; readonly of: WgslType | undefined }
  | { readonly kind: 'atomic'; readonly of: WgslType | undefined }
  /** A texture, a sampler and the like. */
  | { readonly kind: 'handle'; readonly name: string; readonly texel?: ScalarName }
  /** The result of a function that returns nothing. */
  | { readonly kind: 'nothing' };

export const scalar = (of: ScalarName): WgslType => ({ kind: 'scalar', of });
export const vector = (size: number, of: ScalarName): WgslType => ({ kind: 'vector', size, of });

/** As the shader writes it. */
export function printType(type: WgslType): string {
  switch (type.kind) {
    case 'scalar':
      return printScalar(type.of);
    case 'vector':
      return `vec${type.size}<${printScalar(type.of)}>`;
    case 'matrix':
      return `mat${type.columns}x${type.rows}<${printScalar(type.of)}>`;
    case 'array':
      return `array<${type.of ? printType(type.of) : '…'}${type.count === undefined ? '' : `, ${type.count}`}>`;
    case 'struct':
      return type.struct.name;
    case 'pointer':
      return 'a pointer';
    case 'atomic':
      return 'an atomic';
    case 'handle':
      return type.name;
    case 'nothing':
      return 'nothing';
  }
}

function printScalar(of: ScalarName): string {
  if (of === 'int') return 'integer literal';
  return of === 'float' ? 'float literal' : of;
}

/** The scalar type two operands share, or undefined when there is none: nothing but literals is converted. */
export function unify(a: ScalarName, b: ScalarName): ScalarName | undefined {
  if (a === b) return a;
  if (converts(a, b)) return b;
  return converts(b, a) ? a : undefined;
}

function converts(from: ScalarName, to: ScalarName): boolean {
  if (from === 'int') return to !== 'bool';
  return from === 'float' && (to === 'f32' || to === 'f16' || to === 'f64');
}

/** Whether a value may stand where this type is asked for; true when in doubt. */
export function fits(from: WgslType | undefined, to: WgslType | undefined): boolean {
  if (!from || !to) return true;
  if (from.kind === 'scalar' && to.kind === 'scalar') return fitsScalar(from.of, to.of);
  if (from.kind === 'vector' && to.kind === 'vector')
    return from.size === to.size && fitsScalar(from.of, to.of);
  if (from.kind === 'matrix' && to.kind === 'matrix')
    return from.columns === to.columns && from.rows === to.rows && fitsScalar(from.of, to.of);
  if (from.kind === 'struct' && to.kind === 'struct') return from.struct === to.struct;
  if (from.kind === 'array' && to.kind === 'array')
    return (
      fits(from.of, to.of) && (from.count === undefined || to.count === undefined || from.count === to.count)
    );
  const plain: readonly string[] = ['scalar', 'vector', 'matrix', 'struct', 'array', 'nothing'];
  return from.kind === to.kind || !plain.includes(from.kind) || !plain.includes(to.kind);
}

function fitsScalar(from: ScalarName, to: ScalarName): boolean {
  return from === to || converts(from, to);
}

/** The type a `let` or `var` without a written type takes from its value. */
export function concrete(type: WgslType | undefined): WgslType | undefined {
  if (type?.kind === 'scalar' || type?.kind === 'vector' || type?.kind === 'matrix') {
    if (type.of === 'int') return { ...type, of: type.kind === 'matrix' ? 'f32' : 'i32' };
    if (type.of === 'float') return { ...type, of: 'f32' };
  }
  if (type?.kind === 'array') return { ...type, of: concrete(type.of) };
  return type;
}

/** Of a literal as it is written. */
export function literalType(text: string): WgslType {
  if (text === 'true' || text === 'false') return scalar('bool');
  const hex = /^0[xX]/.test(text);
  const suffix = (hex ? /(?:l[iu]|[iu])$/ : /(?:l[iuf]|[iufh])$/).exec(text)?.[0];
  const named: Record<string, ScalarName> = {
    i: 'i32',
    u: 'u32',
    f: 'f32',
    h: 'f16',
    li: 'i64',
    lu: 'u64',
    lf: 'f64',
  };
  const known = named[suffix ?? ''];
  if (known) return scalar(known);
  if (hex) {
    if (!/[.pP]/.test(text)) return scalar('int');
    const end = /[pP].*([fh])$/.exec(text)?.[1];
    return scalar(end === 'f' ? 'f32' : end === 'h' ? 'f16' : 'float');
  }
  return scalar(/[.eE]/.test(text) ? 'float' : 'int');
}
