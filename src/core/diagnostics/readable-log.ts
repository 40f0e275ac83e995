import { stripVTControlCharacters } from 'node:util';

/**
 * A log for people and for comparing: no colour or control characters, paths of the machine relative to the
 * repository, no timings (two runs of the same code give the same log).
 *
 * @param machine absolute paths as the program saw them.
 */
export function readableLog(
  text: string,
  machine: { readonly tree: string; readonly target: string },
): string {
  return stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll(`${machine.tree}/`, '')
    .replaceAll(`(${machine.tree})`, '(.)')
    .replaceAll(machine.tree, '.')
    .replaceAll(machine.target, 'target')
    .replaceAll(/(target\(s\)) in [\d.]+m?s?( [\d.]+s)?/g, '$1')
    .replaceAll(/; finished in [\d.]+s/g, '')
    .replaceAll(/; merged doctests compilation took [\d.]+s/g, '')
    .replaceAll(/^all doctests ran in .*\n/gm, '')
    .replaceAll(/^ +Blocking waiting for file lock.*\n/gm, '')
    .replaceAll(/thread '([^']*)' \(\d+\) panicked/g, "thread '$1' panicked");
}
