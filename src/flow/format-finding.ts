import type { GateFinding } from '../core/verdicts/gate-finding.ts';
import type { FormattedCandidate } from './format-candidate.ts';

/** What rustfmt cannot read but rustc can stays as written; what neither can read has failed. */
export function formatFinding(candidate: FormattedCandidate, checkFailed: boolean): GateFinding {
  const { unreadable, formatted, available } = candidate;
  if (!available) return { result: 'skipped', summary: 'rustfmt is not installed', feedback: '' };
  const names = unreadable.map((each) => `\`${each.path}\``).join(', ');
  if (unreadable.length > 0 && checkFailed)
    return {
      result: 'failed',
      summary: `rustfmt cannot read ${names}`,
      feedback: `rustfmt cannot read ${names}: look for unbalanced brackets and cut-off code; the check below says where.`,
    };
  const left = unreadable.length > 0 ? `; ${names} left as written` : '';
  const done = formatted.size === 0 ? 'nothing to format' : `formatted ${[...formatted.keys()].join(', ')}`;
  return { result: 'passed', summary: `${done}${left}`, feedback: '' };
}
