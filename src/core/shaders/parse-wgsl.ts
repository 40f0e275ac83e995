import { parseAttributes, skipDiagnostic } from './parse-wgsl-attributes.ts';
import { parseExpression, parseName } from './parse-wgsl-expression.ts';
import { parseBlock } from './parse-wgsl-statement.ts';
import { parseVariable } from './parse-wgsl-variable.ts';
import { readWgslTokens } from './read-wgsl-tokens.ts';
import { WgslCursor } from './wgsl-cursor.ts';
import { WgslError } from './wgsl-error.ts';
import type {
  Attribute,
  Declaration,
  Directive,
  FunctionDeclaration,
  Parameter,
  Struct,
  WgslModule,
} from './wgsl-tree.ts';

/**
 * Reads a WGSL module by the grammar of w3.org/TR/WGSL (appendix "Grammar"), a little wider where naga is.
 * Throws {@link WgslError} at the first mistake of form. Linear time, bounded depth.
 */
export function parseWgsl(text: string): WgslModule {
  const cursor = new WgslCursor(readWgslTokens(text));
  const directives: Directive[] = [];
  const declarations: Declaration[] = [];
  while (cursor.token.kind !== 'end') {
    if (cursor.accept(';')) continue;
    if (cursor.is('enable', 'requires', 'diagnostic')) directives.push(parseDirective(cursor));
    else declarations.push(parseDeclaration(cursor));
  }
  return { directives, declarations };
}

function parseDirective(cursor: WgslCursor): Directive {
  const keyword = cursor.take().text as Directive['keyword'];
  const names: string[] = [];
  if (keyword === 'diagnostic') skipDiagnostic(cursor);
  else {
    do {
      if (cursor.is(';')) break;
      const { token } = cursor;
      if (token.kind !== 'name') throw cursor.unexpected('the name of an extension');
      names.push(cursor.take().text);
    } while (cursor.accept(','));
  }
  cursor.expect(';', `after "${keyword}"`);
  return { keyword, names };
}

function parseDeclaration(cursor: WgslCursor): Declaration {
  const attributes = parseAttributes(cursor);
  const { token } = cursor;
  switch (token.kind === 'name' ? token.text : '') {
    case 'fn':
      return parseFunction(cursor, attributes);
    case 'struct':
      return parseStruct(cursor);
    case 'var':
    case 'const':
    case 'override': {
      const variable = parseVariable(cursor, attributes);
      cursor.expect(';', 'after the declaration');
      return variable;
    }
    case 'alias': {
      cursor.take();
      const { text: name, at } = cursor.name('a name after "alias"');
      cursor.expect('=', 'after the name of the alias');
      const type = parseName(cursor, 'a type');
      cursor.expect(';', 'after the alias');
      return { kind: 'alias', name, type, at };
    }
    case 'const_assert': {
      const { at } = cursor.take();
      const value = parseExpression(cursor);
      cursor.expect(';', 'after the assertion');
      return { kind: 'assertion', value, at };
    }
    case 'let':
      throw new WgslError('"let" stands only in functions; use "const" here', token.at);
    default:
      throw cursor.unexpected('a declaration (fn, struct, var, const, override or alias)');
  }
}

function parseStruct(cursor: WgslCursor): Struct {
  cursor.take();
  const { text: name, at } = cursor.name('a name after "struct"');
  cursor.expect('{', 'after the name of the struct');
  const members = parseParameters(cursor, '}', 'a member');
  return { kind: 'struct', name, members, at };
}

function parseFunction(cursor: WgslCursor, attributes: readonly Attribute[]): FunctionDeclaration {
  cursor.take();
  const { text: name, at } = cursor.name('a name after "fn"');
  cursor.expect('(', 'after the name of the function');
  const parameters = parseParameters(cursor, ')', 'a parameter');
  const result = cursor.accept('->')
    ? { attributes: parseAttributes(cursor), type: parseName(cursor, 'a type after "->"') }
    : undefined;
  const body = parseBlock(cursor, 'to begin the body of the function');
  return { kind: 'function', attributes, name, parameters, body, at, ...(result ? { result } : {}) };
}

/** `@location(0) a: f32, b: u32,` and the sign that closes them. */
function parseParameters(cursor: WgslCursor, end: ')' | '}', what: string): readonly Parameter[] {
  const parameters: Parameter[] = [];
  while (!cursor.is(end)) {
    const attributes = parseAttributes(cursor);
    const { text: name, at } = cursor.name(what);
    cursor.expect(':', `after the name of ${what}`);
    parameters.push({ attributes, name, type: parseName(cursor, 'a type'), at });
    if (!cursor.accept(',')) break;
  }
  cursor.expect(end, `or "," after ${what}`);
  return parameters;
}
