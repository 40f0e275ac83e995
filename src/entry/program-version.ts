/** Put in by scripts/build.ts. */
declare const OPENSPEC_COMPLETE_VERSION: string | undefined;

/** Version of this program. */
export const programVersion =
  typeof OPENSPEC_COMPLETE_VERSION === 'string' ? OPENSPEC_COMPLETE_VERSION : '0.0.0-source';
