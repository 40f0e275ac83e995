/** What an artifact can be: nothing else is told, whatever a model would call it. */
export const ARTIFACT_KINDS = [
  'command',
  'service',
  'library',
  'object-file',
  'kernel-module',
  'driver',
  'firmware',
  'script',
  'source-code',
  'configuration',
  'documentation',
  'log',
  'system-state',
  'process-memory',
  'directory',
  'archive',
  'package',
  'image',
  'database',
  'data',
  'unknown',
] as const;

export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

/** What a format can be; the first is told where a model says what it cannot be. */
const OF_FORMAT: Readonly<Record<string, readonly ArtifactKind[]>> = {
  elf: ['command', 'service', 'library', 'object-file', 'firmware', 'driver'],
  pe: ['command', 'service', 'library', 'object-file', 'firmware', 'driver'],
  'mach-o': ['command', 'service', 'library', 'object-file', 'driver'],
  'kernel-module': ['kernel-module', 'driver'],
  proc: ['system-state', 'configuration', 'log'],
  directory: ['directory', 'source-code', 'configuration', 'package', 'documentation', 'data', 'log'],
  memory: ['process-memory'],
  script: ['script', 'command', 'service', 'source-code', 'configuration'],
  png: ['image'],
  jpeg: ['image'],
  gif: ['image'],
  zip: ['archive', 'package', 'documentation', 'data'],
  tar: ['archive', 'package', 'data'],
  gzip: ['archive', 'package', 'documentation', 'log', 'firmware', 'image', 'data'],
  ar: ['library', 'archive', 'package'],
  sqlite: ['database'],
  empty: ['data', 'unknown'],
};
const TEXT: readonly ArtifactKind[] = [
  'documentation',
  'configuration',
  'source-code',
  'script',
  'log',
  'data',
  'unknown',
];

/** The kind that a model named, or the usual one where an artifact of this format cannot be that. */
export function artifactKind(format: string, said: ArtifactKind): ArtifactKind {
  const possible = format === 'text' ? TEXT : OF_FORMAT[format];
  if (!possible || said === 'unknown' || possible.includes(said)) return said;
  return possible[0] ?? 'unknown';
}
