import { placeOf, type WgslModuleNames } from './wgsl-module-names.ts';
import type { WgslReport } from './wgsl-report.ts';
import type { LocalName, WgslScopes } from './wgsl-scopes.ts';
import type { Expression } from './wgsl-tree.ts';

interface Places {
  readonly names: WgslModuleNames;
  readonly scopes: WgslScopes;
  readonly report: WgslReport;
}

/** What is assigned to: only variables, and what pointers point to, can be written. */
export function checkWritable(target: Expression, { names, scopes, report }: Places): void {
  let root = target;
  while (root.kind === 'member' || root.kind === 'index') root = root.object;
  if (root.kind !== 'name') return;
  const { name, at } = root;
  const local = scopes.find(name);
  if (local) {
    if (canWrite(local, root === target)) return;
    const hint = local.kind === 'parameter' ? '; copy it into a var' : '';
    report.add(at, `"${name}" is a ${local.kind} and cannot be assigned to${hint}`);
    return;
  }
  const own = names.declarations.get(name);
  if (own?.kind !== 'variable') return;
  if (own.keyword !== 'var') report.add(at, `"${name}" is a ${own.keyword} and cannot be assigned to`);
  else if (placeOf(own).access === 'read')
    report.add(at, `"${name}" can only be read: it is var<${placeOf(own).space}>`);
}

/** A part of what a `let` or parameter points to can be written. */
function canWrite({ kind, type }: LocalName, isWhole: boolean): boolean {
  return kind === 'var' || (!isWhole && (type === undefined || type.kind === 'pointer'));
}
