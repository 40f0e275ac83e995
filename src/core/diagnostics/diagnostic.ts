/** A message of rustc or clippy as `--message-format=json` gives it (doc.rust-lang.org/rustc/json.html). */
export interface Diagnostic {
  readonly level: 'error' | 'warning' | 'note' | 'help';
  /** `E0308`, `clippy::needless_return`, `unused_variables`; empty for syntax errors. */
  readonly code: string;
  readonly message: string;
  /** rustc's own rendering with source lines, without colour. */
  readonly rendered: string;
  /** Repository-relative path of the primary span; undefined when the message has none. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  /** Text of `rustc --explain`, when rustc sends it. */
  readonly explanation?: string;
  readonly suggestions: readonly Suggestion[];
}

/** A change rustc proposes; all replacements belong together. */
export interface Suggestion {
  readonly message: string;
  readonly applicability: 'MachineApplicable' | 'MaybeIncorrect' | 'HasPlaceholders' | 'Unspecified';
  readonly replacements: readonly {
    readonly file: string;
    readonly byteStart: number;
    readonly byteEnd: number;
    readonly text: string;
  }[];
}
