import type { Outcome } from './outcome.ts';

type Completed = Extract<Outcome, { readonly kind: 'completed' }>;

/**
 * What a person does next with the branches that a run left in this repository, as lines for a terminal; undefined when
 * there are none. On a stack the last branch of a change holds all of it. Branch names need no quotes in a shell.
 */
export function nextSteps(outcomes: readonly Outcome[], isStacked: boolean): string | undefined {
  const done = outcomes.filter(
    (outcome): outcome is Completed => outcome.kind === 'completed' && outcome.status !== 'would-open',
  );
  const tips = done.filter(
    (one, index) =>
      !isStacked || !done.slice(index + 1).some((later) => later.task.change === one.task.change),
  );
  if (tips.length === 0) return undefined;
  const lines = tips.flatMap(({ task, pull }) => {
    const below = isStacked ? done.filter((one) => one.task.change === task.change).length : 1;
    return [
      below > 1 ? `git log --patch ..${pull.branch}` : `git show ${pull.branch}`,
      `git merge ${pull.branch}`,
    ];
  });
  return `Next, read the work and take it over:\n${lines.map((line) => `    ${line}`).join('\n')}`;
}
