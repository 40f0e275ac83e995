import type { ExpressionCheck } from './check-wgsl-expression.ts';
import { binaryOperation } from './check-wgsl-operators.ts';
import { checkWritable } from './check-wgsl-target.ts';
import { falls } from './falls-through.ts';
import { findName } from './find-in-expression.ts';
import type { WgslModuleNames } from './wgsl-module-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { WgslScopes } from './wgsl-scopes.ts';
import type {
  Block,
  Expression,
  For,
  FunctionDeclaration,
  Loop,
  Statement,
  Switch,
  Variable,
} from './wgsl-tree.ts';
import { concrete, fits, printType, type WgslType } from './wgsl-type.ts';

export interface FunctionTools {
  readonly names: WgslModuleNames;
  readonly scopes: WgslScopes;
  readonly report: WgslReport;
  readonly expressions: ExpressionCheck;
}

/** What encloses a statement. */
interface Inside {
  readonly loop: boolean;
  readonly breakable: boolean;
  readonly continuing: boolean;
}

const PLAIN: Inside = { loop: false, breakable: false, continuing: false };
const LOOP: Inside = { loop: true, breakable: true, continuing: false };
const CONTINUING: Inside = { loop: true, breakable: false, continuing: true };

/** Checks one function: its names, the types that are certain, its assignments, jumps and returns. */
export class FunctionCheck {
  readonly #tools: FunctionTools;
  readonly #function: FunctionDeclaration;
  readonly #result: WgslType | undefined;

  constructor(tools: FunctionTools, declaration: FunctionDeclaration) {
    this.#tools = tools;
    this.#function = declaration;
    this.#result = declaration.result ? tools.names.typeOf(declaration.result.type) : { kind: 'nothing' };
  }

  check(): void {
    const { scopes, expressions, report } = this.#tools;
    const { parameters, result, body, name } = this.#function;
    scopes.open();
    for (const { name: parameter, type, at } of parameters) {
      const local = { kind: 'parameter', type: expressions.type(type) } as const;
      if (!scopes.declare(parameter, local)) report.add(at, `"${name}" has two parameters "${parameter}"`);
    }
    if (result) expressions.type(result.type);
    for (const statement of body.statements) this.#statement(statement, PLAIN);
    scopes.close();
    if (result && falls(body)) report.add(body.end, `"${name}" can end without returning a value`);
  }

  #block(block: Block, inside: Inside): void {
    this.#tools.scopes.open();
    for (const statement of block.statements) this.#statement(statement, inside);
    this.#tools.scopes.close();
  }

  #statement(statement: Statement, inside: Inside): void {
    switch (statement.kind) {
      case 'block':
        this.#block(statement, inside);
        return;
      case 'variable':
        this.#declare(statement);
        return;
      case 'assign':
        this.#assign(statement);
        return;
      case 'step':
        checkWritable(statement.target, this.#tools);
        this.#tools.expressions.check(statement.target);
        return;
      case 'call':
        this.#tools.expressions.call(statement.call);
        return;
      case 'return':
        this.#return(statement, inside);
        return;
      case 'if':
        for (const { condition, body } of statement.branches) {
          this.#condition(condition);
          this.#block(body, inside);
        }
        if (statement.otherwise) this.#block(statement.otherwise, inside);
        return;
      case 'while':
        this.#condition(statement.condition);
        this.#block(statement.body, LOOP);
        return;
      case 'switch':
        this.#switch(statement, inside);
        return;
      case 'loop':
        this.#loop(statement);
        return;
      case 'for':
        this.#for(statement);
        return;
      case 'break-if':
        if (!inside.continuing)
          this.#tools.report.add(statement.at, '"break if" stands only in "continuing"');
        this.#condition(statement.condition);
        return;
      case 'assertion':
        this.#tools.expressions.check(statement.value);
        return;
      default:
        this.#jump(statement, inside);
    }
  }

  #jump({ kind, at }: Extract<Statement, { kind: 'break' | 'continue' | 'discard' }>, inside: Inside): void {
    if (kind === 'break' && !inside.breakable)
      this.#tools.report.add(
        at,
        inside.continuing ? 'use "break if" in "continuing"' : '"break" stands outside of a loop or switch',
      );
    if (kind === 'continue' && !inside.loop)
      this.#tools.report.add(at, '"continue" stands outside of a loop');
    if (kind === 'continue' && inside.continuing)
      this.#tools.report.add(at, '"continue" cannot stand in "continuing"');
  }

  #declare(variable: Variable): void {
    const { scopes, expressions, report } = this.#tools;
    const { name, keyword, value, at } = variable;
    const found = value && this.#valued(value);
    const written = variable.type && expressions.type(variable.type);
    if (value) this.#mustFit(found, written, { at: value.at, what: `"${name}"` });
    if (keyword === 'const' && value) this.#constant(value);
    const kind = keyword === 'override' ? 'const' : keyword;
    const type = variable.type ? written : keyword === 'const' ? found : concrete(found);
    if (!scopes.declare(name, { kind, type })) report.add(at, `"${name}" is declared twice in this block`);
  }

  #constant(value: Expression): void {
    const { scopes, names, report } = this.#tools;
    const late = findName(value, ({ name }) => {
      const local = scopes.find(name);
      if (local) return local.kind !== 'const';
      const own = names.declarations.get(name);
      return own?.kind === 'function' || (own?.kind === 'variable' && own.keyword !== 'const');
    });
    if (late) report.add(late.at, `"${late.name}" is not known when a const is computed; use let`);
  }

  /** A value that is used: a function that returns nothing gives none. */
  #valued(value: Expression): WgslType | undefined {
    const type = this.#tools.expressions.check(value);
    if (type?.kind !== 'nothing') return type;
    this.#tools.report.add(value.at, 'this function returns no value');
    return undefined;
  }

  #mustFit(
    found: WgslType | undefined,
    wanted: WgslType | undefined,
    { at, what }: { readonly at: number; readonly what: string },
  ): void {
    if (found && wanted && !fits(found, wanted))
      this.#tools.report.add(at, `${what} is ${printType(wanted)}, found ${printType(found)}`);
  }

  #assign({ target, sign, value }: Extract<Statement, { kind: 'assign' }>): void {
    const { expressions, report } = this.#tools;
    const found = this.#valued(value);
    if (!target) return;
    checkWritable(target, this.#tools);
    const wanted = expressions.check(target);
    if (sign === '=') {
      this.#mustFit(found, wanted, { at: value.at, what: 'what is assigned to' });
      return;
    }
    if (!found || !wanted) return;
    const { type, problem } = binaryOperation(sign.slice(0, -1), wanted, found);
    if (problem !== undefined) report.add(value.at, problem);
    this.#mustFit(type, wanted, { at: value.at, what: 'what is assigned to' });
  }

  #return({ value, at }: Extract<Statement, { kind: 'return' }>, inside: Inside): void {
    const { name, result } = this.#function;
    if (inside.continuing) this.#tools.report.add(at, '"return" cannot stand in "continuing"');
    const found = value && this.#tools.expressions.check(value);
    if (result && !value) this.#tools.report.add(at, `"${name}" has to return a value`);
    else if (!result && value)
      this.#tools.report.add(value.at, `"${name}" has no return type and returns a value`);
    else if (value) this.#mustFit(found, this.#result, { at: value.at, what: `what "${name}" returns` });
  }

  #condition(condition: Expression): void {
    const type = this.#tools.expressions.check(condition);
    if (type && type.kind !== 'pointer' && !(type.kind === 'scalar' && type.of === 'bool'))
      this.#tools.report.add(condition.at, `a condition is bool, found ${printType(type)}`);
  }

  #switch({ subject, clauses, at }: Switch, inside: Inside): void {
    const { expressions, report } = this.#tools;
    const type = expressions.check(subject);
    if (type && (type.kind !== 'scalar' || /^(?:f|bool)/.test(type.of)))
      report.add(subject.at, `"switch" takes an integer, found ${printType(type)}`);
    let defaults = 0;
    for (const { selectors, body } of clauses) {
      for (const selector of selectors) {
        if (selector === 'default') defaults += 1;
        else expressions.check(selector);
      }
      this.#block(body, { ...inside, breakable: true });
    }
    if (defaults !== 1) report.add(at, `a "switch" has one "default", found ${defaults}`);
  }

  /** The names of the body are known in `continuing`. */
  #loop({ body, continuing }: Loop): void {
    const { scopes } = this.#tools;
    scopes.open();
    for (const statement of body.statements) this.#statement(statement, LOOP);
    if (continuing) this.#block(continuing, CONTINUING);
    scopes.close();
  }

  #for({ start, condition, step, body }: For): void {
    const { scopes } = this.#tools;
    scopes.open();
    if (start) this.#statement(start, PLAIN);
    if (condition) this.#condition(condition);
    if (step) this.#statement(step, PLAIN);
    this.#block(body, LOOP);
    scopes.close();
  }
}
