/** The element with this id, which the page has to have. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** An element with text and children; text is never read as HTML. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Text of others, cut when it is very long: whatever direction it is written in ends with it. */
export function bdi(text: string, most = 2_000): HTMLElement {
  return element('bdi', {}, text.length > most ? `${text.slice(0, most)}…` : text);
}

/** Name and value. */
export type Fact = readonly [string, string | Node];

export function factList(facts: readonly Fact[]): HTMLElement {
  const rows = facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]);
  return element('dl', {}, ...rows);
}

export function hex(offset: number): string {
  return `0x${offset.toString(16)}`;
}
