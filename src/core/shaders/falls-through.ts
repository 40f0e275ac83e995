import type { Block, Statement } from './wgsl-tree.ts';

/**
 * Whether what follows the block can be reached: behaviour analysis of w3.org/TR/WGSL section 9.7, where `discard` ends
 * a function as naga has it.
 */
export function falls(block: Block): boolean {
  return block.statements.every(fallsThrough);
}

function fallsThrough(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return':
    case 'discard':
    case 'break':
    case 'continue':
      return false;
    case 'block':
      return falls(statement);
    case 'if':
      return (
        !statement.otherwise ||
        falls(statement.otherwise) ||
        statement.branches.some(({ body }) => falls(body))
      );
    case 'switch':
      return statement.clauses.some(({ body }) => falls(body) || breaks(body));
    case 'loop':
      return (
        breaks(statement.body) ||
        (statement.continuing?.statements.some(({ kind }) => kind === 'break-if') ?? false)
      );
    case 'for':
      return statement.condition !== undefined || breaks(statement.body);
    default:
      return true;
  }
}

/** Whether a `break` in the block leaves what the block belongs to. */
function breaks(block: Block): boolean {
  return block.statements.some((statement): boolean => {
    switch (statement.kind) {
      case 'break':
        return true;
      case 'block':
        return breaks(statement);
      case 'if':
        return (
          statement.branches.some(({ body }) => breaks(body)) ||
          (statement.otherwise !== undefined && breaks(statement.otherwise))
        );
      default:
        return false;
    }
  });
}
