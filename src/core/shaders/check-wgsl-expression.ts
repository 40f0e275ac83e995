import { closestName } from '../text/closest-name.ts';
import { builtinCall } from './check-wgsl-builtins.ts';
import { constructed } from './check-wgsl-constructors.ts';
import { binaryOperation, type Operation, unaryOperation } from './check-wgsl-operators.ts';
import type { WgslModuleNames } from './wgsl-module-names.ts';
import { FUNCTION_NAMES, isEnumerant, isPredeclared, TYPE_NAMES } from './wgsl-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { WgslScopes } from './wgsl-scopes.ts';
import type { CallExpression, Expression, MemberExpression, NameExpression } from './wgsl-tree.ts';
import { fits, literalType, printType, scalar, vector, type WgslType } from './wgsl-type.ts';

/** Names a model may have misspelled are compared with no more than these. */
const MOST_COMPARED = 400;
const LONGEST_COMPARED = 64;

/** Resolves the names of expressions and finds out their types where these are certain. */
export class ExpressionCheck {
  readonly #names: WgslModuleNames;
  readonly #scopes: WgslScopes;
  readonly #report: WgslReport;
  /** Types of the module's own values; a value that is being asked for is not certain. */
  readonly #values = new Map<string, WgslType | undefined>();

  constructor(names: WgslModuleNames, scopes: WgslScopes, report: WgslReport) {
    this.#names = names;
    this.#scopes = scopes;
    this.#report = report;
  }

  /** What the expression's value is; undefined when it is not certain. */
  check(expression: Expression): WgslType | undefined {
    switch (expression.kind) {
      case 'literal':
        return literalType(expression.text);
      case 'name':
        return this.#value(expression);
      case 'call':
        return this.call(expression);
      case 'unary':
        return this.#unary(expression.sign, expression.operand, expression.at);
      case 'binary': {
        const left = this.check(expression.left);
        const right = this.check(expression.right);
        if (!left || !right) return undefined;
        return this.#said(binaryOperation(expression.sign, left, right), expression.at);
      }
      case 'member':
        return this.#member(expression);
      case 'index':
        return this.#index(expression.object, expression.index);
    }
  }

  /** A type as it is written: its names must be there. */
  type(name: NameExpression): WgslType | undefined {
    if (this.#scopes.find(name.name)) this.#report.add(name.at, `"${name.name}" is a value, not a type`);
    else {
      const own = this.#names.declarations.get(name.name);
      if (own && own.kind !== 'struct' && own.kind !== 'alias')
        this.#report.add(
          name.at,
          `"${name.name}" is a ${own.kind === 'variable' ? 'value' : own.kind}, not a type`,
        );
      if (!own && !TYPE_NAMES.has(name.name)) this.#missing(name, 'type');
    }
    this.#template(name);
    return this.#names.typeOf(name);
  }

  /** A call, of a function, of a type or of what the language has. */
  call({ callee, args, at }: CallExpression): WgslType | undefined {
    const given = args.map((arg) => this.check(arg));
    const { name } = callee;
    this.#template(callee);
    if (this.#scopes.find(name)) {
      this.#report.add(at, `"${name}" is a value and cannot be called`);
      return undefined;
    }
    const own = this.#names.declarations.get(name);
    switch (own?.kind) {
      case 'function':
        this.#arguments(name, own.parameters, { args, given, at });
        return own.result ? this.#names.typeOf(own.result.type) : { kind: 'nothing' };
      case 'struct':
        if (args.length > 0) this.#arguments(name, own.members, { args, given, at });
        return { kind: 'struct', struct: own };
      case 'variable':
        this.#report.add(at, `"${name}" is a value and cannot be called`);
        return undefined;
      case 'alias':
        return this.#construct(callee, given);
      case undefined:
        break;
    }
    if (TYPE_NAMES.has(name)) return this.#construct(callee, given);
    if (!isPredeclared(name)) this.#missing(callee, 'function');
    if (name === 'bitcast') return this.#names.typeOf(callee.template?.[0]);
    return this.#said(builtinCall(name, given), at);
  }

  #construct(callee: NameExpression, given: readonly (WgslType | undefined)[]): WgslType | undefined {
    const type = this.#names.typeOf(callee);
    return type && this.#said(constructed(type, given), callee.at);
  }

  #arguments(
    name: string,
    wanted: readonly { readonly name: string; readonly type: NameExpression }[],
    call: {
      readonly args: readonly Expression[];
      readonly given: readonly (WgslType | undefined)[];
      readonly at: number;
    },
  ): void {
    if (call.args.length !== wanted.length) {
      const count = `${wanted.length} argument${wanted.length === 1 ? '' : 's'}`;
      this.#report.add(call.at, `"${name}" takes ${count}, found ${call.args.length}`);
      return;
    }
    for (const [place, one] of wanted.entries()) {
      const type = this.#names.typeOf(one.type);
      const found = call.given[place];
      if (type && found && !fits(found, type))
        this.#report.add(
          call.args[place]?.at ?? call.at,
          `"${one.name}" of "${name}" is ${printType(type)}, found ${printType(found)}`,
        );
    }
  }

  #value(name: NameExpression): WgslType | undefined {
    this.#template(name);
    const local = this.#scopes.find(name.name);
    if (local) return local.type;
    const own = this.#names.declarations.get(name.name);
    if (own?.kind === 'function') {
      this.#report.add(name.at, `"${name.name}" is a function; call it with "${name.name}(…)"`);
      return undefined;
    }
    if (own?.kind === 'variable') return this.#moduleValue(own.name);
    if (own || TYPE_NAMES.has(name.name)) this.#report.add(name.at, `"${name.name}" is a type, not a value`);
    else if (FUNCTION_NAMES.has(name.name))
      this.#report.add(name.at, `"${name.name}" is a function; call it`);
    else if (!isPredeclared(name.name)) this.#missing(name, 'name');
    return undefined;
  }

  /** Only what its declaration writes; a value is looked at once, with its own declaration. */
  #moduleValue(name: string): WgslType | undefined {
    const own = this.#names.declarations.get(name);
    if (own?.kind !== 'variable') return undefined;
    return own.type ? this.#names.typeOf(own.type) : this.#values.get(name);
  }

  /** Remembers the type of a module's value that has none written. */
  learn(name: string, type: WgslType | undefined): void {
    this.#values.set(name, type);
  }

  #template(name: NameExpression): void {
    for (const arg of name.template ?? []) {
      if (arg.kind !== 'name') this.check(arg);
      else if (this.#scopes.find(arg.name) || this.#names.declarations.has(arg.name) || arg.template) {
        if (arg.template) this.type(arg);
      } else if (!isEnumerant(arg.name) && !isPredeclared(arg.name)) this.#missing(arg, 'name');
    }
  }

  #unary(sign: string, operand: Expression, at: number): WgslType | undefined {
    const type = this.check(operand);
    if (sign === '&') return { kind: 'pointer', of: type };
    if (sign === '*') {
      if (type && type.kind !== 'pointer') this.#report.add(at, `${printType(type)} is no pointer`);
      return type?.kind === 'pointer' ? type.of : undefined;
    }
    return type && this.#said(unaryOperation(sign, type), at);
  }

  #member({ object, member, at }: MemberExpression): WgslType | undefined {
    const whole = this.check(object);
    const type = whole?.kind === 'pointer' ? whole.of : whole;
    if (!type) return undefined;
    if (type.kind === 'struct') {
      const found = type.struct.members.find((one) => one.name === member);
      if (found) return this.#names.typeOf(found.type);
      const near = nearName(member, type.struct.members.map((one) => one.name).slice(0, MOST_COMPARED));
      const hint = near ? `, did you mean "${near}"?` : '';
      this.#report.add(at, `"${type.struct.name}" has no member "${member}"${hint}`);
    } else if (type.kind === 'vector') {
      const letters = [...'xyzw'.slice(0, type.size), ...'rgba'.slice(0, type.size)].join('');
      const isSwizzle =
        /^(?:[xyzw]{1,4}|[rgba]{1,4})$/.test(member) && [...member].every((one) => letters.includes(one));
      if (isSwizzle) return member.length === 1 ? scalar(type.of) : vector(member.length, type.of);
      this.#report.add(at, `${printType(type)} has no component "${member}"`);
      // naga has columns of a matrix as components.
    } else if (type.kind !== 'handle' && !(type.kind === 'matrix' && /^[xyzwrgba]$/.test(member)))
      this.#report.add(at, `${printType(type)} has no member "${member}"`);
    return undefined;
  }

  #index(object: Expression, index: Expression): WgslType | undefined {
    const whole = this.check(object);
    const by = this.check(index);
    if (by && (by.kind !== 'scalar' || /^(?:f|bool)/.test(by.of)))
      this.#report.add(index.at, `an index is an integer, found ${printType(by)}`);
    const type = whole?.kind === 'pointer' ? whole.of : whole;
    switch (type?.kind) {
      case 'array':
        return type.of;
      case 'vector':
        return scalar(type.of);
      case 'matrix':
        return vector(type.rows, type.of);
      case 'scalar':
      case 'struct':
        this.#report.add(index.at, `${printType(type)} cannot be indexed`);
        return undefined;
      default:
        return undefined;
    }
  }

  #said({ type, problem }: Operation, at: number): WgslType | undefined {
    if (problem !== undefined) this.#report.add(at, problem);
    return type;
  }

  #missing({ name, at }: NameExpression, what: 'name' | 'type' | 'function'): void {
    if (this.#report.isFull) return;
    const known = [...this.#names.declarations.keys()].slice(0, MOST_COMPARED);
    const predeclared = what === 'type' ? TYPE_NAMES : FUNCTION_NAMES;
    const near = nearName(name, [...known, ...(what === 'name' ? [] : predeclared)]);
    const hint = near === undefined ? '' : `, did you mean "${near}"?`;
    this.#report.add(at, `nothing declares the ${what} "${name}"${hint}`, name);
  }
}

/** Comparing costs the product of the lengths. */
function nearName(name: string, known: readonly string[]): string | undefined {
  if (name.length > LONGEST_COMPARED) return undefined;
  return closestName(
    name,
    known.filter((one) => one.length <= LONGEST_COMPARED),
  );
}
