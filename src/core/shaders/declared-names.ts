const DECLARATION =
  /\b(?:fn|struct|alias|const|override|let|var(?:<[^<>;{}\n]{0,60}>)?)[ \t]{1,20}([\p{XID_Start}_]\p{XID_Continue}{0,200})/gu;

/** Names that a WGSL text may declare, also one that cannot be read. Linear time. */
export function declaredNames(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(DECLARATION)].map(([, name]) => name ?? ''));
}
