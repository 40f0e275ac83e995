import type { Expression, NameExpression } from './wgsl-tree.ts';

/** The first name in an expression, of a value or of something called, that a condition holds of. */
export function findName(
  expression: Expression,
  holds: (name: NameExpression) => boolean,
): NameExpression | undefined {
  const among = (many: readonly Expression[]): NameExpression | undefined => {
    for (const one of many) {
      const found = findName(one, holds);
      if (found) return found;
    }
    return undefined;
  };
  switch (expression.kind) {
    case 'literal':
      return undefined;
    case 'name':
      return holds(expression) ? expression : undefined;
    case 'call':
      return holds(expression.callee) ? expression.callee : among(expression.args);
    case 'unary':
      return findName(expression.operand, holds);
    case 'binary':
      return among([expression.left, expression.right]);
    case 'member':
      return findName(expression.object, holds);
    case 'index':
      return among([expression.object, expression.index]);
  }
}
