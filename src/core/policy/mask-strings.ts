/**
 * A copy of plain data (objects, arrays, strings, numbers …) with every string in it masked; keys stay. For a proof or
 * outcomes before they become text: after cutting or escaping, a secret would no longer be found.
 */
export function maskStrings<T>(value: T, mask: (text: string) => string): T {
  return masked(value, mask) as T;
}

function masked(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value);
  if (Array.isArray(value)) return value.map((item) => masked(item, mask));
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, masked(item, mask)]));
}
