// What Node 20 and 22 lack of the language's library and this program uses. The Action runs on Node 24; the CLI on
// whatever the user has. Newer syntax is lowered by the bundler (scripts/build.ts).

Promise.withResolvers ??= function withResolvers<T>() {
  let resolve: (value: T | PromiseLike<T>) => void = () => undefined;
  let reject: (reason?: unknown) => void = () => undefined;
  const promise = new Promise<T>((settle, fail) => {
    resolve = settle;
    reject = fail;
  });
  return { promise, resolve, reject };
};

Map.groupBy ??= function groupBy<K, T>(
  items: Iterable<T>,
  keyOf: (item: T, index: number) => K,
): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

URL.parse ??= function parse(text: string | URL, base?: string | URL): URL | null {
  return URL.canParse(String(text), base === undefined ? undefined : String(base))
    ? new URL(text, base)
    : null;
};
