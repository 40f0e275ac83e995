import { Fault } from '../../src/core/fault.ts';
import type { BrickFiles, NewFile } from '../../src/ports/brick-files.ts';

export interface FakeEntry {
  readonly kind: 'file' | 'folder' | 'link';
  readonly bytes: Buffer;
  readonly executable: boolean;
}

/** A disk in memory, with so much room. */
export interface FakeBrickFiles extends BrickFiles {
  /** By path; the entries of a folder by theirs. */
  readonly entries: ReadonlyMap<string, FakeEntry>;
}

export function createFakeBrickFiles(room = Number.POSITIVE_INFINITY): FakeBrickFiles {
  const entries = new Map<string, FakeEntry>();
  let free = room;
  const take = (bytes: Uint8Array, path: string): Buffer => {
    free -= bytes.length;
    if (free < 0) throw new Fault('disk-full', path);
    return Buffer.from(bytes);
  };
  return {
    entries,
    open: async (path) => {
      const found = entries.get(path);
      if (!found) throw new Fault('brick-missing', path);
      if (found.kind !== 'file') throw new Fault('path-unusable', path);
      return {
        size: found.bytes.length,
        read: async (into, position) => found.bytes.copy(into, 0, position),
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
    text: async (path) => entries.get(path)?.bytes.toString('utf8'),
    isThere: async (path) => entries.has(path),
    isSame: async (one, other) => one === other,
    remove: async (path) => {
      if (entries.get(path)?.kind === 'file') entries.delete(path);
    },
    begin: async (out) => {
      if ((entries.get(out)?.kind ?? 'file') !== 'file') throw new Fault('path-unusable', out);
      const written = new Map<NewFile, { pieces: Buffer[]; executable: boolean }>();
      return {
        add: async ({ executable = false, near = out } = {}) => {
          const pieces: Buffer[] = [];
          const file: NewFile = {
            write: async (bytes) => void pieces.push(take(bytes, near)),
            // No worker can write into this memory.
            descriptor: -1,
          };
          written.set(file, { pieces, executable });
          return file;
        },
        publish: async (places) => {
          const wrong = places.find(({ path }) => (entries.get(path)?.kind ?? 'file') !== 'file');
          if (wrong) throw new Fault('path-unusable', wrong.path);
          for (const { file, path } of places) {
            const { pieces = [], executable = false } = written.get(file) ?? {};
            entries.set(path, { kind: 'file', bytes: Buffer.concat(pieces), executable });
          }
        },
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
    beginFolder: async (out) => {
      if (entries.has(out)) throw new Fault('path-unusable', out);
      const inside = new Map<string, FakeEntry>();
      let last = '';
      return {
        add: async ({ name, kind, mode, target }) => {
          last = name === '.' ? out : `${out}/${name}`;
          inside.set(last, { kind, bytes: Buffer.from(target), executable: (mode & 0o100) !== 0 });
        },
        write: async (bytes) => {
          const entry = inside.get(last);
          if (entry) inside.set(last, { ...entry, bytes: Buffer.concat([entry.bytes, take(bytes, out)]) });
        },
        publish: async () => {
          for (const [path, entry] of inside) entries.set(path, entry);
        },
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
  };
}
