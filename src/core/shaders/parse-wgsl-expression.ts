import type { WgslCursor } from './wgsl-cursor.ts';
import type { CallExpression, Expression, NameExpression } from './wgsl-tree.ts';

/**
 * Binding strength of the binary signs. The language asks for parentheses where `&` meets `+` or `&&` meets `||`; naga
 * does not, so neither does this reader.
 */
const STRENGTH: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};
const UNARY = ['-', '!', '~', '*', '&'];

/** An expression from the cursor on. */
export function parseExpression(cursor: WgslCursor, weakest = 1): Expression {
  return cursor.nested(() => {
    let left = parseUnary(cursor);
    for (;;) {
      if (cursor.is('--') && weakest <= 9) {
        left = parseMinusMinus(cursor, left);
        continue;
      }
      const sign = binarySign(cursor);
      const strength = STRENGTH[sign ?? ''];
      if (sign === undefined || strength === undefined || strength < weakest) return left;
      const { at } = cursor;
      for (let taken = 0; taken < sign.length; ) taken += cursor.take().text.length;
      left = { kind: 'binary', sign, left, right: parseExpression(cursor, strength + 1), at };
    }
  });
}

/** `a --b` is a less minus b; `a--` as a statement is read elsewhere. */
function parseMinusMinus(cursor: WgslCursor, left: Expression): Expression {
  const { at } = cursor.take();
  const operand = parseExpression(cursor, 10);
  return { kind: 'binary', sign: '-', left, right: { kind: 'unary', sign: '-', operand, at }, at };
}

/** `>` comes alone: `>=` and `>>` are put together where they stand side by side. */
function binarySign(cursor: WgslCursor): string | undefined {
  const { token } = cursor;
  if (token.kind !== 'sign' || token.isClosing) return undefined;
  if (token.text !== '>') return token.text;
  const next = cursor.peek(1);
  if (next.at !== token.at + 1 || next.isClosing) return '>';
  if (next.text === '=') return '>=';
  if (next.text !== '>') return '>';
  return cursor.peek(2).text === '=' && cursor.peek(2).at === token.at + 2 ? undefined : '>>';
}

/** `-x`, `*p`, `&v`, or what can stand left of an assignment. */
export function parseUnary(cursor: WgslCursor): Expression {
  const { token } = cursor;
  if (token.kind === 'sign' && (UNARY.includes(token.text) || token.text === '&&' || token.text === '--')) {
    cursor.take();
    const operand = cursor.nested(() => parseUnary(cursor));
    const inner: Expression = { kind: 'unary', sign: token.text.charAt(0), operand, at: token.at };
    // `--x` and `&&x` are two signs in a row.
    return token.text.length === 2 ? { ...inner, operand: inner } : inner;
  }
  return parsePostfix(cursor, parsePrimary(cursor));
}

function parsePostfix(cursor: WgslCursor, start: Expression): Expression {
  let object = start;
  for (;;) {
    const { at } = cursor;
    if (cursor.accept('.')) {
      const member = cursor.name('a member name');
      object = { kind: 'member', object, member: member.text, at: member.at };
    } else if (cursor.accept('[')) {
      const index = parseExpression(cursor);
      cursor.expect(']', 'after the index');
      object = { kind: 'index', object, index, at };
    } else return object;
  }
}

function parsePrimary(cursor: WgslCursor): Expression {
  const { token } = cursor;
  if (cursor.accept('(')) {
    const inner = parseExpression(cursor);
    cursor.expect(')', 'to close the parenthesis');
    return inner;
  }
  if (token.kind === 'number' || cursor.is('true', 'false')) {
    cursor.take();
    return { kind: 'literal', text: token.text, at: token.at };
  }
  const name = parseName(cursor, 'an expression');
  return cursor.is('(') ? parseCall(cursor, name) : name;
}

/** A type, or a value's name, with its template list. */
export function parseName(cursor: WgslCursor, what: string): NameExpression {
  const { text: name, at } = cursor.name(what);
  const template = parseTemplate(cursor);
  return { kind: 'name', name, at, ...(template.length > 0 ? { template } : {}) };
}

/** `<f32, 4>` when there is one; a list is never empty. */
export function parseTemplate(cursor: WgslCursor): readonly Expression[] {
  if (cursor.token.closes === undefined || !cursor.accept('<')) return [];
  const args: Expression[] = [];
  do {
    if (cursor.token.isClosing) break;
    args.push(parseExpression(cursor));
  } while (cursor.accept(','));
  if (args.length === 0 || !cursor.token.isClosing)
    throw cursor.unexpected('">" after the template arguments');
  cursor.take();
  return args;
}

function parseCall(cursor: WgslCursor, callee: NameExpression): CallExpression {
  return { kind: 'call', callee, args: parseArguments(cursor), at: callee.at };
}

/** `(a, b)`, a trailing comma allowed. */
export function parseArguments(cursor: WgslCursor): readonly Expression[] {
  cursor.expect('(', 'before the arguments');
  const args: Expression[] = [];
  while (!cursor.is(')')) {
    args.push(parseExpression(cursor));
    if (!cursor.accept(',')) break;
  }
  cursor.expect(')', 'after the arguments');
  return args;
}
