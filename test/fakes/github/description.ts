import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: object;
}
interface Described {
  readonly operationId: string;
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Record<string, { schema: object }>;
  };
  readonly responses: Record<string, object>;
}

/** An operation of the description that a request's method and path belong to. */
export interface Match {
  readonly id: string;
  readonly path: Readonly<Record<string, string>>;
  readonly pointer: string;
  /** Name of the description it is in. */
  readonly file: string;
  readonly described: Described;
}

const FOLDER = new URL('../../fixtures/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));
const description = read('github-openapi.json');
/** Operations that were not cut out of the description but written down from its types. */
const actions = read('github-openapi-actions.json');
const ajv = new Ajv({ strict: false, coerceTypes: false });
ajv.addFormat('uri', (text: string) => URL.canParse(text));
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
ajv.addFormat('int64', { type: 'number', validate: Number.isSafeInteger });
ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/);
ajv.addSchema(description, 'github');
ajv.addSchema(actions, 'actions');

const paths: Record<string, Record<string, Described>> = { ...description.paths, ...actions.paths };
const routes = Object.entries(paths).flatMap(([template, methods]) =>
  Object.entries(methods).map(([method, described]) => ({
    file: template in description.paths ? 'github' : 'actions',
    method: method.toUpperCase(),
    // A ref may have slashes of its own, written plainly or as %2F.
    pattern: new RegExp(
      `^${template.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>${name === 'ref' ? '.+' : '[^/]+'})`)}$`,
    ),
    pointer: `#/paths/${encodeURIComponent(template.replaceAll('/', '~1'))}/${method}`,
    described,
  })),
);

/** Finds the operation; undefined when the description (as far as it was extracted) has none. */
export function matchOperation(method: string, pathname: string): Match | undefined {
  for (const route of routes) {
    const groups = route.method === method ? route.pattern.exec(pathname)?.groups : undefined;
    if (!groups) continue;
    const path = Object.fromEntries(
      Object.entries(groups).map(([key, value]) => [key, decodeURIComponent(value)]),
    );
    const { pointer, file, described } = route;
    return { id: described.operationId, path, pointer, file, described };
  }
  return undefined;
}

/** What a request has against the description: stricter than GitHub, which ignores what it does not know. */
export function checkRequest(match: Match, query: URLSearchParams, body: unknown): string[] {
  const parameters = (match.described.parameters ?? []).map(resolve<Parameter>);
  const complaints = parameters.flatMap((parameter) => {
    const text = parameter.in === 'query' ? query.get(parameter.name) : match.path[parameter.name];
    if (text === null || text === undefined)
      return parameter.required && parameter.in !== 'header' ? [`${parameter.name} is missing`] : [];
    const value = typed(text, parameter.schema);
    return complain(ajv.compile(parameter.schema), value, parameter.name);
  });
  for (const name of query.keys())
    if (!parameters.some((parameter) => parameter.in === 'query' && parameter.name === name))
      complaints.push(`the query has ${name}, which is not described`);
  if (Number(query.get('per_page') ?? 1) > 100) complaints.push('per_page is above 100');
  return [...complaints, ...checkBody(match, body)];
}

function typed(text: string, schema: object): unknown {
  const type = 'type' in schema ? schema.type : undefined;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return type === 'integer' ? Number(text) : text;
}

function checkBody(match: Match, body: unknown): string[] {
  const described = match.described.requestBody;
  if (!described) return body === undefined ? [] : ['a body is sent where none is described'];
  if (body === undefined) return described.required ? ['the body is missing'] : [];
  const schema = described.content['application/json']?.schema ?? {};
  const pointer = `${match.pointer}/requestBody/content/application~1json/schema`;
  const known = propertyNames(schema);
  const unknown = typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body) : [];
  return [
    ...complain(byPointer(match.file, pointer), body, 'body'),
    ...unknown.filter((key) => !known.has(key)).map((key) => `the body has ${key}, which is not described`),
  ];
}

/** What an answer has against the description; statuses that are not described are not judged. */
export function checkAnswer(match: Match, status: number, body: unknown): string[] {
  const response = match.described.responses[status];
  if (!response) return status < 300 ? [`status ${status} is not described`] : [];
  const { content } = resolve<{ content?: Record<string, { schema?: { $ref?: string } }> }>(response);
  // Refusals are often described by their status alone, and come with a message all the same.
  if (!content)
    return body === undefined || status >= 400 ? [] : ['a body is answered where none is described'];
  const schema = content['application/json']?.schema;
  if (!schema) return [];
  const owner = '$ref' in response ? String(response.$ref) : `${match.pointer}/responses/${status}`;
  return complain(byPointer(match.file, `${owner}/content/application~1json/schema`), body, 'answer');
}

function byPointer(file: string, pointer: string): ValidateFunction {
  const found = ajv.getSchema(`${file}${pointer}`);
  if (!found) throw new Error(`the description has no ${pointer}`);
  return found;
}

function complain(validate: ValidateFunction, value: unknown, name: string): string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${name}${error.instancePath} ${error.message}`);
}

function resolve<T>(value: object): T {
  if (!('$ref' in value)) return value as T;
  const [, , kind = '', name = ''] = String(value.$ref).split('/');
  return description.components[kind][name];
}

/** Names of a body, over all its alternatives. */
function propertyNames(schema: object): Set<string> {
  const { properties = {}, oneOf = [], anyOf = [] } = schema as Record<string, object | object[]>;
  const alternatives = [oneOf, anyOf].flat() as object[];
  return new Set([...Object.keys(properties), ...alternatives.flatMap((one) => [...propertyNames(one)])]);
}
