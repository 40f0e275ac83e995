/** Why a request to GitHub did not succeed, read out of Octokit's error. */
export interface Failure {
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** GitHub's `message`, or the network error; one line, a web page is only named as such. */
  readonly message: string;
  /** The `errors` of a 422: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api */
  readonly errors: readonly FailureDetail[];
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

interface FailureDetail {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

const LONGEST_MESSAGE = 300;

/** Reads an error thrown by Octokit; undefined when it is something else (a bug, an abort, a Fault). */
export function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || error.name !== 'HttpError') return undefined;
  const response = record(record(error)['response']);
  if (typeof response['status'] !== 'number')
    return { status: undefined, message: oneLine(networkReason(error)), errors: [], headers: {} };
  const body = record(response['data']);
  return {
    status: response['status'],
    message: oneLine(text(body['message']) || (isWebPage(response['data']) ? '(a web page)' : '')),
    errors: Array.isArray(body['errors']) ? body['errors'].map(readDetail) : [],
    headers: Object.fromEntries(
      Object.entries(record(response['headers'])).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
  };
}

function readDetail(value: unknown): FailureDetail {
  const detail = record(value);
  const message = typeof value === 'string' ? value : text(detail['message']);
  return { field: text(detail['field']), code: text(detail['code']), message: oneLine(message) };
}

function networkReason(error: Error): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  if (cause.name === 'TimeoutError') return 'no answer in time';
  // A refused connection to a name with several addresses is an AggregateError with an empty message.
  return error.message || text(record(cause.cause ?? cause)['code']) || 'no connection';
}

function isWebPage(body: unknown): boolean {
  return typeof body === 'string' && /^\s*<(!doctype|html|head|body)/i.test(body);
}

function oneLine(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > LONGEST_MESSAGE ? `${line.slice(0, LONGEST_MESSAGE)}…` : line;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(entriesOf(value)) : {};
}

/** Own properties, also the non-enumerable ones of errors. */
function entriesOf(value: object): [string, unknown][] {
  return Object.getOwnPropertyNames(value).map((name) => [name, Reflect.get(value, name)]);
}
