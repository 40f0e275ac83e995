import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { USUAL_SOURCES } from '../core/policy/foundry-sources.ts';
import type { RepositoryPolicy } from '../core/policy/settings.ts';
import { closestName } from '../core/text/closest-name.ts';
import { MODEL_KEYS, type PolicyFile, policySchema } from './policy-schema.ts';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: RepositoryPolicy }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What holds when the repository has no policy file. */
export const DEFAULT_POLICY: RepositoryPolicy = toPolicy({});

/** Reads the policy file. Every problem is `<path>:<line>: <what>`, all together. */
export function parsePolicy(text: string, path: string): ParsedPolicy {
  const lines = new LineCounter();
  // maxAliasCount bounds alias expansion ("billion laughs"); merge keys and custom tags are not needed here.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number | undefined): string =>
    `${path}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    return { ok: false, problems: document.errors.map((error) => `${at(error.pos[0])}: ${error.message}`) };
  }
  const parsed = policySchema.safeParse(plainValue(document) ?? {});
  if (parsed.success) return { ok: true, policy: toPolicy(parsed.data) };
  const problems = parsed.error.issues
    .flatMap(insideUnion)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ path: [...issue.path, key], text: unknownKey(key, issue.path) }))
        : [{ path: issue.path, text: `${issue.path.join('.') || 'the file'}: ${issue.message}` }],
    )
    .map(({ path: steps, text: what }) => ({ offset: offsetOf(document.contents, steps) ?? 0, what }))
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, what }) => `${at(offset)}: ${what}`);
  return { ok: false, problems };
}

/** Of a value that may have several forms: what is wrong with the form that was meant, else with all of them. */
function insideUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const meant = issue.errors.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  const [only, second] = meant;
  if (only === undefined || second !== undefined) return [issue];
  return only.flatMap((one) => insideUnion({ ...one, path: [...issue.path, ...one.path] }));
}

function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 50 });
  } catch {
    return 'too many aliases';
  }
}

function unknownKey(key: string, path: readonly PropertyKey[]): string {
  const known = path.length === 0 ? Object.keys(policySchema.shape) : knownKeysBelow(String(path[0]));
  const near = closestName(key, known);
  return `unknown key "${key}"${near ? `, did you mean "${near}"?` : `; known: ${known.join(', ')}`}`;
}

function knownKeysBelow(key: string): readonly string[] {
  if (key === 'limits') return Object.keys(policySchema.shape.limits.unwrap().shape);
  if (key === 'models') return MODEL_KEYS;
  return key === 'validate' ? ['run', 'when'] : [];
}

/** Character offset of the deepest node on the path that exists; for a key, of the key itself. */
function offsetOf(contents: Node | null, path: z.core.$ZodIssue['path']): number | undefined {
  let node: unknown = contents;
  let offset = contents?.range?.[0];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(step));
      if (isNode(pair?.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair?.value;
    } else {
      node = isNode(node) && 'items' in node ? (node.items as unknown[])[Number(step)] : undefined;
      if (isNode(node)) offset = node.range?.[0] ?? offset;
    }
  }
  return offset;
}

function toPolicy(file: PolicyFile): RepositoryPolicy {
  return {
    validate: (file.validate ?? []).map((entry) =>
      typeof entry === 'string'
        ? { run: entry, when: [] }
        : { run: entry.run, when: [entry.when ?? []].flat() },
    ),
    allow: file.allow ?? [],
    deny: file.deny ?? [],
    allowDependencies: file['allow-dependencies'] ?? [],
    models: toModels(file.models ?? []),
    rules: file.rules ?? '',
    features: file.features ?? [],
    packages: file.packages ?? [],
    ...(file.toolchain === undefined ? {} : { toolchain: file.toolchain }),
    limits: toLimits(file.limits ?? {}),
    skip: file.skip ?? [],
    commits: file.commits ?? 'git',
    foundry: {
      sources: file['foundry-sources'] ?? USUAL_SOURCES,
      megabytes: file.limits?.['foundry-megabytes'] ?? 50,
    },
    labels: file.labels ?? [],
    reviewers: file.reviewers ?? [],
  };
}

function toLimits(limits: NonNullable<PolicyFile['limits']>): RepositoryPolicy['limits'] {
  return {
    cargoSeconds: limits['cargo-seconds'] ?? 1200,
    memoryMegabytes: limits['memory-megabytes'] ?? 8192,
    fileMegabytes: limits['file-megabytes'] ?? 2048,
    processes: limits.processes ?? 512,
    ...(limits['task-tokens'] === undefined ? {} : { taskTokens: limits['task-tokens'] }),
    ...(limits['task-seconds'] === undefined ? {} : { taskSeconds: limits['task-seconds'] }),
    ...(limits['run-tokens'] === undefined ? {} : { runTokens: limits['run-tokens'] }),
  };
}

function toModels(models: NonNullable<PolicyFile['models']>): RepositoryPolicy['models'] {
  if (Array.isArray(models)) return { default: models, byProfile: {} };
  const { default: usual = [], ...own } = models;
  const byProfile = Object.fromEntries(Object.entries(own).filter(([, keys]) => keys !== undefined));
  return { default: usual, byProfile };
}
