import type { ArchiveEntry } from './archive-entry.ts';

/** Keeps the entries of one archive inside the folder that they are written to. */
export class ArchiveNames {
  readonly #folders = new Set<string>();
  readonly #all = new Set<string>();

  /**
   * A half sentence that says why an entry is refused. An entry passes when it has a plain relative name, stands in a
   * folder (not a link) that came before it, and is the only one of its name; the directory itself comes first.
   */
  refuse({ name, kind, target }: ArchiveEntry): string | undefined {
    if (this.#all.size === 0) {
      if (name !== '.' || kind !== 'folder') return 'it does not begin with the directory itself';
    } else {
      if (/[\0]/.test(name) || name.split('/').some((part) => part === '' || part === '.' || part === '..'))
        return `the name ${JSON.stringify(name)} does not stay within the directory`;
      if (this.#all.has(name)) return `it has two entries named ${JSON.stringify(name)}`;
      const folder = name.includes('/') ? name.slice(0, name.lastIndexOf('/')) : '.';
      if (!this.#folders.has(folder)) return `${JSON.stringify(name)} is in no folder that came before it`;
    }
    if (kind === 'link' && (target === '' || target.includes('\0')))
      return `the link ${JSON.stringify(name)} leads to nothing that can be written`;
    this.#all.add(name);
    if (kind === 'folder') this.#folders.add(name);
    return undefined;
  }
}
