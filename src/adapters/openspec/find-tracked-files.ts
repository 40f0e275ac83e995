import { posix } from 'node:path';
import { minimatch } from 'minimatch';
import { parse } from 'yaml';
import { z } from 'zod';

/** A path or glob below the change's folder; `null`: the schema tracks no tasks. */
export type TrackedPattern = string | null;

const DEFAULT_SCHEMA = 'spec-driven';
const DEFAULT_PATTERN = 'tasks.md';

const relativePath = z
  .string()
  .min(1)
  .refine((path) => !posix.isAbsolute(path) && !/^[A-Za-z]:|\0/.test(path))
  .refine((path) => !path.split(/[\\/]+/).includes('..'));
/** What OpenSpec asks of a schema.yaml (src/core/artifact-graph/types.ts); one that fails it is not used at all. */
const schemaFile = z.object({
  name: z.string().min(1),
  version: z.number().int().positive(),
  artifacts: z
    .array(
      z.object({
        id: z.string().min(1),
        generates: relativePath,
        description: z.string(),
        template: relativePath,
      }),
    )
    .min(1),
  apply: z
    .object({ requires: z.array(z.string()).min(1), tracks: relativePath.nullable().optional() })
    .optional(),
});
const named = z.object({ schema: z.string().min(1) });

/**
 * The schema a change follows: its own `.openspec.yaml`, else the project's config.yaml, else `spec-driven`.
 * @param metadata text of `.openspec.yaml`, undefined when there is none
 * @returns undefined when the metadata is there but unusable: OpenSpec then falls back to `tasks.md`
 */
export function schemaOfChange(metadata: string | undefined, config: string | undefined): string | undefined {
  if (metadata !== undefined) return withoutEnding(named.safeParse(parseYaml(metadata)).data?.schema);
  const project = config === undefined ? undefined : named.safeParse(parseYaml(config)).data?.schema;
  return withoutEnding(project ?? DEFAULT_SCHEMA);
}

/**
 * What a project-local schema tracks, as `openspec list` resolves it (src/utils/task-progress.ts): the artifact whose
 * `generates` equals `apply.tracks`, without an `apply.tracks` the artifact `tasks`, and `tasks.md` when none fits.
 * @param schema text of openspec/schemas/<name>/schema.yaml, undefined when there is none
 */
export function trackedPattern(schema: string | undefined): TrackedPattern {
  const parsed = schema === undefined ? undefined : schemaFile.safeParse(parseYaml(schema)).data;
  if (!parsed) return DEFAULT_PATTERN;
  const tracks = parsed.apply?.tracks;
  if (tracks === null) return null;
  const artifact = parsed.artifacts.find(({ id, generates }) =>
    tracks === undefined ? id === 'tasks' : generates === tracks,
  );
  return artifact?.generates ?? DEFAULT_PATTERN;
}

/**
 * The tracked files of a change, sorted by path. A pattern that fits no file stands for `tasks.md`.
 * @param paths what lies in the change's folder, relative to it
 */
export function findTrackedFiles(pattern: TrackedPattern, paths: readonly string[]): readonly string[] {
  if (pattern === null) return [];
  const found = paths.filter(isGlob(pattern) ? globFilter(pattern) : isPath(pattern));
  const files = found.length > 0 ? found : paths.filter(isPath(DEFAULT_PATTERN));
  return files.toSorted((a, b) => (a < b ? -1 : 1));
}

function isPath(pattern: string): (path: string) => boolean {
  const normal = posix.normalize(pattern);
  return (path) => path === normal;
}

function globFilter(pattern: string): (path: string) => boolean {
  const normal = pattern.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  return minimatch.filter(normal, { nocomment: true, nonegate: true });
}

/** OpenSpec's own idea of a glob (src/core/artifact-graph/outputs.ts), so that odd literal names stay literal. */
function isGlob(pattern: string): boolean {
  return /[*?[]|[!+@]\(|\{[^{}]*(?:,|\.\.)[^{}]*\}/.test(pattern);
}

function withoutEnding(schema: string | undefined): string | undefined {
  const name = schema?.replace(/\.ya?ml$/, '');
  return name === undefined || /[\\/]|^\.{0,2}$|^[A-Za-z]:/.test(name) ? undefined : name;
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'silent' });
  } catch {
    return undefined;
  }
}
