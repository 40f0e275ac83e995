import type { WgslType } from './wgsl-type.ts';

/** A name as a function sees it. */
export interface LocalName {
  readonly kind: 'var' | 'let' | 'const' | 'parameter';
  readonly type: WgslType | undefined;
}

/** The names of nested blocks, innermost last. */
export class WgslScopes {
  readonly #scopes: Map<string, LocalName>[] = [];

  open(): void {
    this.#scopes.push(new Map());
  }

  close(): void {
    this.#scopes.pop();
  }

  /** False when the innermost block has the name already. */
  declare(name: string, local: LocalName): boolean {
    const scope = this.#scopes.at(-1);
    if (!scope || scope.has(name)) return false;
    scope.set(name, local);
    return true;
  }

  find(name: string): LocalName | undefined {
    for (let at = this.#scopes.length - 1; at >= 0; at--) {
      const found = this.#scopes[at]?.get(name);
      if (found) return found;
    }
    return undefined;
  }
}
