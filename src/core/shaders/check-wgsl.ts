import { checkAttributes } from './check-wgsl-attributes.ts';
import { checkEntryPoint, stageOf } from './check-wgsl-entry-points.ts';
import { ExpressionCheck } from './check-wgsl-expression.ts';
import { FunctionCheck } from './check-wgsl-function.ts';
import { bindingOf, checkResource } from './check-wgsl-resources.ts';
import { findName } from './find-in-expression.ts';
import { WgslModuleNames } from './wgsl-module-names.ts';
import { ADDRESS_SPACES } from './wgsl-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import { WgslScopes } from './wgsl-scopes.ts';
import type {
  Attribute,
  Expression,
  FunctionDeclaration,
  Struct,
  Variable,
  WgslModule,
} from './wgsl-tree.ts';
import { concrete, fits, printType } from './wgsl-type.ts';
import { inCycles, reachable, usesOf } from './wgsl-uses.ts';

const KNOWN_EXTENSIONS =
  /^(?:f16|clip_distances|dual_source_blending|subgroups|primitive_index|subgroup_size_control|naga_ext_\w+)$/;

/** Entry points whose resources are compared; each means a walk over the module. */
const MOST_ENTRY_POINTS = 64;

/** Checks a module that was read: only what is certainly wrong is reported. */
export function checkWgsl(module: WgslModule, report: WgslReport): void {
  new ModuleCheck(module, report).check();
}

class ModuleCheck {
  readonly #module: WgslModule;
  readonly #report: WgslReport;
  readonly #names: WgslModuleNames;
  readonly #scopes = new WgslScopes();
  readonly #expressions: ExpressionCheck;
  /** Names and attributes of an extension this program does not know. */
  readonly #extended: boolean;

  constructor(module: WgslModule, report: WgslReport) {
    this.#module = module;
    this.#report = report;
    this.#names = new WgslModuleNames(module);
    this.#expressions = new ExpressionCheck(this.#names, this.#scopes, report);
    this.#extended = module.directives.some(
      ({ keyword, names }) => keyword === 'enable' && names.some((name) => !KNOWN_EXTENSIONS.test(name)),
    );
  }

  check(): void {
    this.#duplicates();
    // First the values: a function may come before what it uses.
    for (const one of this.#module.declarations) if (one.kind === 'variable') this.#variable(one);
    for (const one of this.#module.declarations) {
      if (one.kind === 'struct') this.#struct(one);
      else if (one.kind === 'alias') this.#expressions.type(one.type);
      else if (one.kind === 'assertion') this.#expressions.check(one.value);
      else if (one.kind === 'function') this.#function(one);
    }
    this.#bindings();
    this.#recursion();
    this.#endless();
  }

  #duplicates(): void {
    const seen = new Set<string>();
    for (const one of this.#module.declarations) {
      if (one.kind === 'assertion') continue;
      if (seen.has(one.name)) this.#report.add(one.at, `"${one.name}" is declared twice`);
      seen.add(one.name);
    }
  }

  #variable(variable: Variable): void {
    this.#attributes(variable.attributes);
    const [space] = variable.template;
    if (space?.kind === 'name' && !ADDRESS_SPACES.has(space.name) && !this.#extended)
      this.#report.add(space.at, `there is no address space "${space.name}"`);
    const written = variable.type && this.#expressions.type(variable.type);
    const found = variable.value && this.#expressions.check(variable.value);
    if (variable.value && written && found && !fits(found, written))
      this.#report.add(
        variable.value.at,
        `"${variable.name}" is ${printType(written)}, found ${printType(found)}`,
      );
    if (!variable.type)
      this.#expressions.learn(variable.name, variable.keyword === 'const' ? found : concrete(found));
    if (variable.keyword === 'const' && variable.value) this.#constant(variable.value);
    if (variable.keyword !== 'var') return;
    if (space?.kind === 'name' && /^(?:workgroup|uniform|storage)$/.test(space.name) && variable.value)
      this.#report.add(variable.value.at, `var<${space.name}> cannot have a value`);
    const relaxed = this.#module.directives.some(({ names }) =>
      names.includes('uniform_buffer_standard_layout'),
    );
    checkResource(variable, this.#names, { report: this.#report, relaxed });
  }

  /** Neither a function of the module nor a variable is known before the shader runs. */
  #constant(value: Expression): void {
    const late = findName(value, ({ name }) => {
      const own = this.#names.declarations.get(name);
      return own?.kind === 'function' || (own?.kind === 'variable' && own.keyword !== 'const');
    });
    if (late) this.#report.add(late.at, `"${late.name}" is not known when a const is computed`);
  }

  #struct({ name, members, at }: Struct): void {
    const seen = new Set<string>();
    if (members.length === 0) this.#report.add(at, `"${name}" has no members`);
    for (const member of members) {
      this.#attributes(member.attributes);
      this.#expressions.type(member.type);
      if (seen.has(member.name)) this.#report.add(member.at, `"${name}" has two members "${member.name}"`);
      seen.add(member.name);
    }
    for (const member of members.slice(0, -1)) {
      const type = this.#names.typeOf(member.type);
      if (type?.kind === 'array' && !type.sized && member.type.name === 'array')
        this.#report.add(
          member.at,
          `"${member.name}" has no length and must be the last member of "${name}"`,
        );
    }
  }

  #function(declaration: FunctionDeclaration): void {
    const { attributes, parameters, result } = declaration;
    for (const one of [attributes, ...parameters.map((each) => each.attributes), result?.attributes ?? []])
      this.#attributes(one);
    const tools = {
      ...{ names: this.#names, scopes: this.#scopes },
      ...{ report: this.#report, expressions: this.#expressions },
    };
    new FunctionCheck(tools, declaration).check();
    if (stageOf(declaration)) checkEntryPoint(declaration, this.#names, this.#report);
  }

  #attributes(attributes: readonly Attribute[]): void {
    if (!this.#extended) checkAttributes(attributes, this.#report);
  }

  /** Two resources at one place are wrong only where one entry point uses both. */
  #bindings(): void {
    const uses = usesOf(this.#module);
    const entries = this.#module.declarations.filter(
      (one): one is FunctionDeclaration => one.kind === 'function' && stageOf(one) !== undefined,
    );
    for (const entry of entries.slice(0, MOST_ENTRY_POINTS)) {
      const used = reachable(entry.name, uses);
      const seen = new Map<string, string>();
      for (const one of this.#module.declarations) {
        if (one.kind !== 'variable' || !used.has(one.name)) continue;
        const { key } = bindingOf(one);
        const other = key === undefined ? undefined : seen.get(key);
        if (other !== undefined)
          this.#report.add(
            one.at,
            `"${one.name}" has the @group and @binding of "${other}", and "${entry.name}" uses both`,
          );
        if (key !== undefined) seen.set(key, one.name);
      }
    }
  }

  #recursion(): void {
    const again = inCycles(usesOf(this.#module));
    for (const one of this.#module.declarations)
      if (one.kind === 'function' && again.has(one.name))
        this.#report.add(one.at, `"${one.name}" calls itself, which WGSL does not allow`);
  }

  /** A struct or alias that holds itself has no size. */
  #endless(): void {
    const held = new Map<string, ReadonlySet<string>>();
    for (const one of this.#module.declarations) {
      const types =
        one.kind === 'struct' ? one.members.map(({ type }) => type) : one.kind === 'alias' ? [one.type] : [];
      if (types.length > 0)
        held.set(one.kind === 'assertion' ? '' : one.name, new Set(types.flatMap(typeNames)));
    }
    const again = inCycles(held);
    for (const one of this.#module.declarations)
      if ((one.kind === 'struct' || one.kind === 'alias') && again.has(one.name))
        this.#report.add(one.at, `"${one.name}" holds itself`);
  }
}

function typeNames(type: Expression): readonly string[] {
  return type.kind === 'name' ? [type.name, ...(type.template ?? []).flatMap(typeNames)] : [];
}
