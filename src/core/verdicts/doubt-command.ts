/** Results of libtest's runs and of cargo nextest, with how many tests passed. */
const PASSED = /^test result: ok\. (\d+) passed|^\s*Summary \[.*?\] +\d+ tests? run: (\d+) passed/gm;

/**
 * Why a command that ended well proves nothing all the same, or undefined: clippy ends well with warnings, and
 * `cargo test` with a filter that no test has.
 *
 * @param log what it printed
 */
export function doubtCommand(line: string, log: string): string | undefined {
  const subcommand = /^cargo\s+(\S+)/.exec(line.trim())?.[1];
  if (subcommand === 'clippy') {
    const warning = /^warning: (?!unused (?:manifest key|config key))(.+)$/m.exec(log)?.[1];
    return warning === undefined ? undefined : `\`${line}\` warns: ${warning}`;
  }
  if (subcommand !== 'test') return undefined;
  const counts = [...log.matchAll(PASSED)].map((match) => Number(match[1] ?? match[2]));
  return counts.length > 0 && counts.every((count) => count === 0) ? `\`${line}\` ran no test` : undefined;
}
