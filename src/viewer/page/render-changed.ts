const shown = new WeakMap<Element, string>();

/** Replaces what stands in an element when `what` differs from the last time; a link that had the focus has it again. */
export function renderChanged(place: HTMLElement, what: unknown, render: () => readonly Node[]): void {
  const now = JSON.stringify(what);
  if (shown.get(place) === now) return;
  shown.set(place, now);
  const { activeElement } = document;
  const focused =
    activeElement instanceof HTMLAnchorElement && place.contains(activeElement) && activeElement.href;
  place.replaceChildren(...render());
  if (focused === false) return;
  [...place.querySelectorAll('a')].find(({ href }) => href === focused)?.focus();
}
