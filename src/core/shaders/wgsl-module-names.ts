import type { MemoryLayout } from './memory-layout.ts';
import { HANDLES, SCALARS } from './wgsl-names.ts';
import type {
  Alias,
  Declaration,
  Expression,
  NameExpression,
  Struct,
  Variable,
  WgslModule,
} from './wgsl-tree.ts';
import { literalType, type ScalarName, scalar, vector, type WgslType } from './wgsl-type.ts';

const DEEPEST_ALIAS = 32;
const SUFFIXES: Readonly<Record<string, ScalarName>> = { f: 'f32', i: 'i32', u: 'u32', h: 'f16' };

/** What a module declares, by name, and what its type expressions mean. */
export class WgslModuleNames {
  readonly declarations: ReadonlyMap<string, Exclude<Declaration, { kind: 'assertion' }>>;

  /** Layouts of structs that were computed: structs in structs would be computed again and again. */
  readonly layouts = new Map<Struct, MemoryLayout | undefined>();

  constructor(module: WgslModule) {
    const declarations = new Map<string, Exclude<Declaration, { kind: 'assertion' }>>();
    for (const one of module.declarations)
      if (one.kind !== 'assertion' && !declarations.has(one.name)) declarations.set(one.name, one);
    this.declarations = declarations;
  }

  /** The type an expression names; undefined when it is not certain. */
  typeOf(expression: Expression | undefined, depth = 0): WgslType | undefined {
    if (expression?.kind !== 'name' || depth > DEEPEST_ALIAS) return undefined;
    const own = this.declarations.get(expression.name);
    if (own?.kind === 'struct') return { kind: 'struct', struct: own };
    if (own?.kind === 'alias') return this.#aliased(own, depth);
    return own ? undefined : this.#predeclared(expression, depth);
  }

  #aliased(alias: Alias, depth: number): WgslType | undefined {
    return this.typeOf(alias.type, depth + 1);
  }

  #predeclared({ name, template = [] }: NameExpression, depth: number): WgslType | undefined {
    if (SCALARS.includes(name)) return scalar(name as ScalarName);
    const short = /^(?:vec([234])|mat([234])x([234]))([fiuh]?)$/.exec(name);
    if (short) return this.#composite(short, template, depth);
    const inner = () => this.typeOf(template[0], depth + 1);
    switch (name) {
      case 'array':
        return { kind: 'array', of: inner(), sized: template.length > 1, ...countOf(template[1]) };
      case 'binding_array':
        return { kind: 'array', of: inner(), sized: true };
      case 'atomic':
        return { kind: 'atomic', of: inner() };
      case 'ptr':
        return { kind: 'pointer', of: this.typeOf(template[1], depth + 1) };
      default:
        return HANDLES.has(name) ? { kind: 'handle', name, ...texelOf(inner()) } : undefined;
    }
  }

  #composite(
    [, size, columns, rows, suffix = '']: RegExpExecArray,
    template: readonly Expression[],
    depth: number,
  ): WgslType | undefined {
    const inner = this.typeOf(template[0], depth + 1);
    const of = SUFFIXES[suffix] ?? (inner?.kind === 'scalar' ? inner.of : undefined);
    if (of === undefined) return undefined;
    if (size !== undefined) return vector(Number(size), of);
    return { kind: 'matrix', columns: Number(columns), rows: Number(rows), of };
  }
}

function countOf(expression: Expression | undefined): { readonly count?: number } {
  if (expression?.kind !== 'literal') return {};
  const type = literalType(expression.text);
  const count = Number.parseInt(expression.text, /^0[xX]/.test(expression.text) ? 16 : 10);
  return type.kind === 'scalar' && type.of !== 'float' && Number.isSafeInteger(count) ? { count } : {};
}

function texelOf(type: WgslType | undefined): { readonly texel?: ScalarName } {
  return type?.kind === 'scalar' ? { texel: type.of } : {};
}

/** The address space and access mode of a module's variable; '' for a handle. */
export function placeOf(variable: Variable): { readonly space: string; readonly access: string } {
  const [space, access] = variable.template.map((one) => (one.kind === 'name' ? one.name : ''));
  return { space: space ?? '', access: access ?? (space === 'storage' || space === 'uniform' ? 'read' : '') };
}
