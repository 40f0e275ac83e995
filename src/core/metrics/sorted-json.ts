/**
 * JSON as upstream writes it (Python's `json.dumps(…, indent=2, sort_keys=True)`): keys sorted in every object, two
 * blanks, no line end. `JSON.stringify` alone would put keys that look like numbers first. Keys without a value are
 * left out.
 */
export function sortedJson(value: unknown, indent = ''): string {
  const inner = `${indent}  `;
  const lines = (parts: readonly string[], [open, close]: readonly [string, string]) =>
    parts.length === 0
      ? open + close
      : `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
  if (Array.isArray(value))
    return lines(
      value.map((item) => sortedJson(item, inner)),
      ['[', ']'],
    );
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return lines(
    entries
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}: ${sortedJson(item, inner)}`),
    ['{', '}'],
  );
}
