import type { CrateApi } from '../core/symbols/crate-api.ts';
import type { SymbolIndex } from '../core/symbols/symbol-index.ts';
import type { CommitId } from './repository.ts';
import type { Package } from './toolchain.ts';

/** A crate that a package depends on, as cargo resolved it. */
export type Dependency = Package['dependencies'][number];

/** What the code of a commit and of its dependencies defines, by its text alone. */
export interface Symbols {
  /** Every Rust source of the commit but vendored crates. What cannot be read is named in `unread`. */
  index(commit: CommitId): Promise<SymbolIndex>;
  /** Public items of exactly this version; undefined when its sources are not on this machine. Runs nothing. */
  crate(dependency: Dependency, commit: CommitId): Promise<CrateApi | undefined>;
}
