import type { FileTexts } from '../edits/edit.ts';
import { readSymbols } from '../symbols/read-symbols.ts';
import type { Definition, FileSymbols } from '../symbols/symbol.ts';

/** A module of a crate, inline or a file of its own. */
export interface ModuleNode {
  /** `['shapes', 'round']`; empty for the crate root. */
  readonly path: readonly string[];
  readonly visibility: Definition['visibility'];
  readonly file: string;
  /** The inline modules within the file: `['round']`. */
  readonly inline: readonly string[];
}

/** The modules of one crate, as `mod` declarations reach them from its root file. */
export interface ModuleTree {
  /** By path: `shapes::round`; '' is the root. */
  readonly modules: ReadonlyMap<string, ModuleNode>;
  readonly symbols: ReadonlyMap<string, FileSymbols>;
  /** By file: the module it is. */
  readonly files: ReadonlyMap<string, ModuleNode>;
}

const MOST_FILES = 4_000;

/** Follows `mod` declarations; a file that several reach is where the first one puts it. Never throws. */
export function moduleTree(root: string, sources: FileTexts): ModuleTree {
  const modules = new Map<string, ModuleNode>();
  const files = new Map<string, ModuleNode>();
  const symbols = new Map<string, FileSymbols>();
  const waiting: ModuleNode[] = [{ path: [], visibility: 'public', file: root, inline: [] }];
  while (waiting.length > 0 && files.size < MOST_FILES) {
    const node = waiting.shift();
    const text = node && sources.get(node.file);
    if (!node || text === undefined || files.has(node.file)) continue;
    const read = readSymbols(text);
    files.set(node.file, node);
    symbols.set(node.file, read);
    modules.set(node.path.join('::'), node);
    for (const { name, kind, modules: around, visibility } of read.definitions) {
      if (kind !== 'mod') continue;
      const inline = [...around, name];
      const path = [...node.path, ...inline];
      modules.set(path.join('::'), { path, visibility, file: node.file, inline });
    }
    for (const declared of read.declares) {
      const file = fileOf(declared, { node, root, sources });
      const path = [...node.path, ...declared.modules, declared.name];
      if (file !== undefined) waiting.push({ path, visibility: declared.visibility, file, inline: [] });
    }
  }
  return { modules, symbols, files };
}

/** doc.rust-lang.org/reference/items/modules.html#module-source-filenames */
function fileOf(
  { name, modules, path }: FileSymbols['declares'][number],
  at: { readonly node: ModuleNode; readonly root: string; readonly sources: FileTexts },
): string | undefined {
  const { file } = at.node;
  const here = folderOf(file);
  const below = file === at.root || file.endsWith('/mod.rs') ? here : file.replace(/\.rs$/, '');
  const folder = [below, ...modules].filter(Boolean).join('/');
  if (path !== undefined) return normal(`${modules.length > 0 ? folder : here}/${path}`);
  return [`${folder}/${name}.rs`, `${folder}/${name}/mod.rs`]
    .map(normal)
    .find((each) => at.sources.has(each));
}

export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
