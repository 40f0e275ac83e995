// Cuts the operations the fake GitHub serves out of GitHub's OpenAPI description (13 MB) into a small fixture:
//   npm i @octokit/openapi@23.0.2 (in a folder of its own: it is 394 MB), then
//   node scripts/extract-openapi.ts <folder>/node_modules/@octokit/openapi/generated/api.github.com.json
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const OPERATIONS = new Set([
  'repos/get',
  'repos/get-collaborator-permission-level',
  'pulls/list',
  'pulls/create',
  'pulls/get',
  'pulls/update',
  'pulls/list-review-comments',
  'pulls/list-requested-reviewers',
  'pulls/request-reviewers',
  'pulls/remove-requested-reviewers',
  'checks/list-for-ref',
  'issues/list-labels-on-issue',
  'issues/add-labels',
  'issues/remove-label',
  'issues/list-events',
  'issues/list-comments',
  'issues/create-comment',
  'issues/get-comment',
  'issues/update-comment',
  'reactions/create-for-issue',
  'reactions/create-for-issue-comment',
  'git/create-blob',
  'git/create-tree',
  'git/create-commit',
  'git/get-ref',
  'git/list-matching-refs',
  'git/create-ref',
  'git/update-ref',
  'git/delete-ref',
]);
const PROSE = new Set(['description', 'summary', 'example', 'examples', 'externalDocs', 'tags', 'headers']);

/** A JSON value without prose and extensions; names under `properties` are data and stay. */
function bare(value: unknown, insideProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key]) => insideProperties || !(PROSE.has(key) || key.startsWith('x-')),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, bare(item, key === 'properties')]));
}

function referenced(value: unknown): string[] {
  return [...JSON.stringify(value).matchAll(/"#\/components\/([^"]+)"/g)].map((match) => match[1] ?? '');
}

const source = process.argv[2];
if (!source) throw new Error('Name the path of api.github.com.json.');
const full = JSON.parse(readFileSync(source, 'utf8'));
const paths: Record<string, Record<string, unknown>> = {};
for (const [path, methods] of Object.entries<Record<string, { operationId: string }>>(full.paths))
  for (const [method, operation] of Object.entries(methods))
    if (OPERATIONS.delete(operation.operationId)) paths[path] = { ...paths[path], [method]: bare(operation) };
if (OPERATIONS.size > 0) throw new Error(`Not in the description: ${[...OPERATIONS].join(', ')}.`);

const components: Record<string, Record<string, unknown>> = {};
const waiting = referenced(paths);
for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
  const [kind = '', key = ''] = name.split('/');
  const group = components[kind] ?? {};
  components[kind] = group;
  if (kind === 'examples' || key in group) continue;
  group[key] = bare(full.components[kind][key]);
  waiting.push(...referenced(group[key]));
}
const target = join(import.meta.dirname, '..', 'test', 'fixtures', 'github-openapi.json');
writeFileSync(
  target,
  `${JSON.stringify({ openapi: full.openapi, info: { version: full.info.version }, paths, components })}\n`,
);
