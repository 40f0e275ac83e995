import { parseMarker } from '../core/pulls/marker.ts';
import type { Pull } from '../ports/pulls.ts';

/**
 * Whether a next task can build on a pull request: it is open and its gates held. Its marker says so, since GitHub keeps
 * a failed draft a draft after it was made good; without a marker a person has taken over, and a draft is unfinished.
 */
export function isProven(pull: Pull): boolean {
  if (pull.state !== 'open') return false;
  const marker = parseMarker(pull.body);
  return marker ? marker.valid : !pull.draft;
}
