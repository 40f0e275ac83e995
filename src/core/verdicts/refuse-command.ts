const CARGO_COMMANDS = new Set(['check', 'test', 'build', 'clippy', 'fmt', 'doc', 'bench']);
/** Flags that reach outside the slot, change files or switch the toolchain. */
const REFUSED_FLAGS =
  /^(--config|--manifest-path|--target-dir|--artifact-dir|--out-dir|--fix|--lockfile-path|-Z.*|-C)(=|$)/;
/** Flags that make a command end well without checking anything. */
const CHECKS_NOTHING = /^(-h|--help|-V|--version|--list)(=|$)/;

/**
 * Why a command of a `verify` task is not run, or undefined when it is allowed: cargo check, test, build, clippy,
 * doc, `fmt --check`, `bench --no-run`, and `openspec validate`.
 */
export function refuseCommand(line: string): string | undefined {
  if (/[;|&<>`$\\\n\r(){}*?~!]/.test(line.replaceAll(/'[^']*'/g, '')))
    return `\`${line}\` needs a shell, and commands run without one`;
  const [program, subcommand = '', ...rest] = line.trim().split(/\s+/);
  if (program === 'openspec')
    return subcommand === 'validate' ? undefined : 'of openspec only `openspec validate` is run';
  if (program !== 'cargo') return `\`${program ?? ''}\` is not one of the commands that are run`;
  if (subcommand.startsWith('+')) return 'the toolchain of the repository is used, not another one';
  if (!CARGO_COMMANDS.has(subcommand))
    return `\`cargo ${subcommand}\` is not one of the commands that are run`;
  const end = rest.indexOf('--');
  const flags = end < 0 ? rest : rest.slice(0, end);
  const refused = flags.find((flag) => REFUSED_FLAGS.test(flag));
  if (refused) return `\`${refused}\` is not allowed`;
  const idle = rest.find((flag) => CHECKS_NOTHING.test(flag));
  if (idle) return `with \`${idle}\` the command proves nothing`;
  if (subcommand === 'fmt' && !rest.includes('--check')) return '`cargo fmt` is only run with `--check`';
  if (subcommand === 'bench' && !flags.includes('--no-run'))
    return '`cargo bench` is only run with `--no-run`';
  return undefined;
}
