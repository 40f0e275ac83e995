import { byId } from './element.ts';

export type NoticeOf = 'graphics' | 'server' | 'map' | 'empty';

const said = new Map<NoticeOf, string>();

/** Says what is wrong, or no longer says it: one sentence for each, over the map. */
export function notice(of: NoticeOf, text: string | null): void {
  if (text === null) said.delete(of);
  else said.set(of, text);
  const shown = byId('notice');
  const whole = [...said.values()].join('\n');
  shown.hidden = whole === '';
  if (shown.textContent !== whole) shown.textContent = whole;
}
