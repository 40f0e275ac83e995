/**
 * The command line of a `verify` box as it is run. A proof changes nothing: `cargo fmt` would have nothing to do exactly
 * when `cargo fmt --check` passes.
 */
export function asProof(line: string): string {
  return /^cargo fmt\b/.test(line) && !/\s--check\b/.test(line)
    ? line.replace(/^cargo fmt/, 'cargo fmt --check')
    : line;
}
