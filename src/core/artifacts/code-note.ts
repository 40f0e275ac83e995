import type { ArtifactRange, SecurityNote } from '../bricks/sidecar.ts';

/** How a note begins that code wrote because of the facts. No text of a model may begin so. */
export const FROM_FACTS = 'From the facts: ';

/** A security note that holds whatever a model says. */
export function codeNote(
  severity: SecurityNote['severity'],
  text: string,
  { offset, size }: Pick<ArtifactRange, 'offset' | 'size'>,
): SecurityNote {
  return { severity, text: `${FROM_FACTS}${text}`, offset, size };
}
