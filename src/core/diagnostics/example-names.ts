/**
 * Lasting names for tests in documentation: rustdoc names them by line (`src/lib.rs - add (line 12)`), which changes
 * with every edit above. The line gives way to the position among the examples of the same item:
 * `src/lib.rs - add`, `src/lib.rs - add #2`.
 */
export function exampleNames(listed: readonly string[]): ReadonlyMap<string, string> {
  const examples = listed.map((name) => {
    const match = /^(.*) \(line (\d+)\)$/.exec(name);
    return { name, item: match?.[1] ?? name, line: Number(match?.[2] ?? 0) };
  });
  const seen = new Map<string, number>();
  const names = new Map<string, string>();
  for (const { name, item } of examples.sort((a, b) => a.line - b.line)) {
    const position = (seen.get(item) ?? 0) + 1;
    seen.set(item, position);
    names.set(name, position === 1 ? item : `${item} #${position}`);
  }
  return names;
}
