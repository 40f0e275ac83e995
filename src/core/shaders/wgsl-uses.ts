import type { Block, Expression, FunctionDeclaration, Statement, WgslModule } from './wgsl-tree.ts';

/** Names each function of the module mentions outside of its own locals' reach; a shadowed name may be among them. */
export function usesOf(module: WgslModule): ReadonlyMap<string, ReadonlySet<string>> {
  const functions = module.declarations.filter((one): one is FunctionDeclaration => one.kind === 'function');
  return new Map(functions.map((one) => [one.name, namesIn(one.body)]));
}

/** Everything reachable from a function by its calls, itself included. */
export function reachable(
  start: string,
  uses: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = new Set<string>([start]);
  for (const name of found) for (const used of uses.get(name) ?? []) found.add(used);
  return found;
}

/** The names that reach themselves, or lie between two that do. Linear time. */
export function inCycles(uses: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const left = new Set(uses.keys());
  for (const graph of [uses, reversed(uses)]) peel(left, graph, reversed(graph));
  return left;
}

/** Takes away what leads nowhere, again and again. */
function peel(
  left: Set<string>,
  uses: ReadonlyMap<string, ReadonlySet<string>>,
  users: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const counts = new Map(
    [...left].map((name) => [name, [...(uses.get(name) ?? [])].filter((one) => left.has(one)).length]),
  );
  const ends = [...left].filter((name) => counts.get(name) === 0);
  for (let name = ends.pop(); name !== undefined; name = ends.pop()) {
    left.delete(name);
    for (const user of users.get(name) ?? []) {
      const count = (counts.get(user) ?? 0) - 1;
      counts.set(user, count);
      if (count === 0 && left.has(user)) ends.push(user);
    }
  }
}

function reversed(uses: ReadonlyMap<string, ReadonlySet<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>([...uses.keys()].map((name) => [name, new Set()]));
  for (const [name, used] of uses) for (const one of used) users.get(one)?.add(name);
  return users;
}

function namesIn(block: Block): ReadonlySet<string> {
  const names = new Set<string>();
  const locals = new Set<string>();
  const expression = (one: Expression | undefined): void => {
    switch (one?.kind) {
      case 'name':
        names.add(one.name);
        one.template?.forEach(expression);
        return;
      case 'call':
        expression(one.callee);
        one.args.forEach(expression);
        return;
      case 'unary':
        expression(one.operand);
        return;
      case 'binary':
        expression(one.left);
        expression(one.right);
        return;
      case 'member':
        expression(one.object);
        return;
      case 'index':
        expression(one.object);
        expression(one.index);
        return;
      default:
    }
  };
  const statements = (many: readonly Statement[]): void => {
    for (const one of many) {
      if (one.kind === 'variable') locals.add(one.name);
      for (const inner of expressionsOf(one)) expression(inner);
      for (const inner of blocksOf(one)) statements(inner);
    }
  };
  statements(block.statements);
  // A local that hides a name of the module makes every mention of it doubtful.
  for (const local of locals) names.delete(local);
  return names;
}

function expressionsOf(statement: Statement): readonly (Expression | undefined)[] {
  switch (statement.kind) {
    case 'variable':
      return [statement.type, statement.value];
    case 'assign':
      return [statement.target, statement.value];
    case 'step':
      return [statement.target];
    case 'call':
      return [statement.call];
    case 'return':
    case 'assertion':
      return [statement.value];
    case 'if':
      return statement.branches.map(({ condition }) => condition);
    case 'switch':
      return [statement.subject];
    case 'while':
    case 'break-if':
    case 'for':
      return [statement.condition];
    default:
      return [];
  }
}

function blocksOf(statement: Statement): readonly (readonly Statement[])[] {
  switch (statement.kind) {
    case 'block':
      return [statement.statements];
    case 'if':
      return [
        ...statement.branches.map(({ body }) => body.statements),
        statement.otherwise?.statements ?? [],
      ];
    case 'switch':
      return statement.clauses.map(({ body }) => body.statements);
    case 'while':
      return [statement.body.statements];
    case 'loop':
      return [statement.body.statements, statement.continuing?.statements ?? []];
    case 'for':
      return [
        [statement.start, statement.step].filter((one) => one !== undefined),
        statement.body.statements,
      ];
    default:
      return [];
  }
}
