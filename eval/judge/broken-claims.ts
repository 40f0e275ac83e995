import type { FileTexts, TextClaims } from '../format/eval-case.ts';

/** The claims that a tree does not keep, as a person would say them; empty when all hold. */
export function brokenClaims(files: FileTexts, claims: TextClaims): readonly string[] {
  const matches = (file: string, expression: string) =>
    new RegExp(expression, 'm').test(files.get(file) ?? '');
  return [
    ...claims.must
      .filter((claim) => !matches(claim.file, claim.matches))
      .map((claim) => `${claim.file} does not match /${claim.matches}/`),
    ...claims.mustNot
      .filter((claim) => matches(claim.file, claim.matches))
      .map((claim) => `${claim.file} matches /${claim.matches}/`),
  ];
}
