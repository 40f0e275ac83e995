/** A program of the repair suite: what the repository holds, and what an answer made of it. */
export interface RepairProgram {
  readonly name: string;
  readonly base: ReadonlyMap<string, string>;
  readonly changes: ReadonlyMap<string, string>;
  /** Files of the base that the policy denies. */
  readonly closed: ReadonlySet<string>;
}

const MANIFEST =
  '[package]\nname = "repairs"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\ndoctest = false\n';

/**
 * Reads a program: a plain text is the answer's `src/lib.rs`; else files follow on lines `//- src/a.rs`, marked with
 * `(base)` or `(base, closed)` when the repository has them. A manifest and an empty library are there anyway.
 */
export function readRepairProgram(name: string, text: string): RepairProgram {
  const [plain = '', ...parts] = text.split(/^\/\/- (.*)\n/m);
  const base = new Map([
    ['Cargo.toml', MANIFEST],
    ['src/lib.rs', ''],
  ]);
  const changes = new Map<string, string>(parts.length === 0 ? [['src/lib.rs', plain]] : []);
  const closed = new Set<string>();
  for (let at = 0; at < parts.length; at += 2) {
    const [path = '', ...marks] = (parts[at] ?? '').split(/[ (),]+/);
    (marks.includes('base') ? base : changes).set(path, parts[at + 1] ?? '');
    if (marks.includes('closed')) closed.add(path);
  }
  return { name, base, changes, closed };
}
