import type { WgslToken } from './wgsl-token.ts';

/** Tells `a < b` from `vec3<f32>`: w3.org/TR/WGSL section 3.9, "template list discovery". Linear time. */
export function markTemplateLists(tokens: readonly WgslToken[]): void {
  const lists = new TemplateLists(tokens);
  for (const [index, token] of tokens.entries()) if (token.kind === 'sign') lists.see(token, index);
}

class TemplateLists {
  readonly #tokens: readonly WgslToken[];
  readonly #open: { readonly token: WgslToken; readonly depth: number }[] = [];
  #depth = 0;

  constructor(tokens: readonly WgslToken[]) {
    this.#tokens = tokens;
  }

  see(token: WgslToken, index: number): void {
    switch (token.text) {
      case '<':
        if (this.#tokens[index - 1]?.kind === 'name') this.#open.push({ token, depth: this.#depth });
        break;
      case '>':
        this.#close(token, index);
        break;
      case '(':
      case '[':
        this.#depth += 1;
        break;
      case ')':
      case ']':
        this.#drop();
        this.#depth = Math.max(0, this.#depth - 1);
        break;
      case '&&':
      case '||':
        this.#drop();
        break;
      default:
        if (!/^[;{:]$/.test(token.text) && !isAssigning(this.#tokens, index)) break;
        this.#depth = 0;
        this.#open.length = 0;
    }
  }

  #close(token: WgslToken, index: number): void {
    const start = this.#open.at(-1)?.depth === this.#depth ? this.#open.pop() : undefined;
    if (start) start.token.closes = index;
    token.isClosing = start !== undefined;
  }

  /** No list reaches over the end of a parenthesis, or over what joins conditions. */
  #drop(): void {
    while ((this.#open.at(-1)?.depth ?? -1) >= this.#depth) this.#open.pop();
  }
}

/** `=`, `+=` and the like, which no template list holds; `>` and `=` side by side are one sign. */
function isAssigning(tokens: readonly WgslToken[], index: number): boolean {
  const { text, at } = tokens[index] ?? { text: '', at: 0 };
  if (!text.endsWith('=') || text === '==' || text === '!=' || text === '<=') return false;
  const before = tokens[index - 1];
  return !(text === '=' && before?.text === '>' && !before.isClosing && before.at + 1 === at);
}
