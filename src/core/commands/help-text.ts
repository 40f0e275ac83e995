const ON_ISSUES = [
  ['/complete', 'the change or task that the issue names, else the issue itself as a task'],
  ['/complete <change>', 'the open tasks of a change'],
  ['/complete <change> 1.2 1.3', 'these tasks; also written `/complete <change>#1.2`'],
] as const;
const ON_PULLS = [
  [
    '/complete <what to change>',
    'on one of my pull requests: a further commit that answers your words, the open review comments and the failed checks',
  ],
] as const;
const EVERYWHERE = [
  ['/complete status', 'a table of the tasks and their pull requests'],
  ['/complete retry', 'works again on what failed, or on what was closed without merging'],
  ['/complete help', 'this table'],
] as const;

/** The commands as Markdown. `problem`: what was wrong with a command, one sentence of safe Markdown without its full stop. */
export function helpText(problem?: string): string {
  const rows = [...ON_ISSUES, ...ON_PULLS, ...EVERYWHERE].map(
    ([command, about]) => `| \`${command}\` | ${about} |`,
  );
  return [
    ...(problem === undefined ? [] : [`Nothing was started: ${problem}.`]),
    ['| command, at the start of a line | what it does |', '| :-- | :-- |', ...rows].join('\n'),
    'Options: `--model <key>`, `--order stacked|frontier|independent`, `--dry-run`. The first command of a comment counts. ' +
      'People with write access can command; edited comments are not read.',
  ].join('\n\n');
}
