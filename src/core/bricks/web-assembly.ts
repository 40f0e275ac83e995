/** The part of the WebAssembly interface that is used; TypeScript has it only together with a whole browser. */
interface WebAssemblyParts {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
}

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Missing where a runtime has no compiler, as Node with `--jitless`. */
export const webAssembly = (globalThis as { WebAssembly?: WebAssemblyParts }).WebAssembly;
