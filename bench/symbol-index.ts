import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGit } from '../src/adapters/git/git.ts';
import { openCheckout } from '../src/adapters/git/open-checkout.ts';
import { createRepository } from '../src/adapters/git/repository.ts';
import { commitSymbols } from '../src/adapters/symbols/commit-symbols.ts';
import { fileCache } from '../src/adapters/system/file-cache.ts';

const FILES = 500;
const LINES = 100_000;

interface Measured {
  readonly seconds: number;
  readonly megabytes: number;
  readonly definitions: number;
}

/** The index of a 100,000-line repository: without a cache, and after one edit with it, each in a process of its own. */
export async function benchSymbolIndex(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-symbol-index-'));
  try {
    const repository = join(folder, 'repository');
    const lines = makeRepository(repository);
    const cold = await measure(folder);
    writeFileSync(join(repository, moduleFile(7)), `pub fn edited() {}\n${moduleText(7)}`);
    commit(repository);
    const warm = await measure(folder);
    return (
      `${lines} lines, ${cold.definitions} definitions: cold ${cold.seconds.toFixed(2)} s, ` +
      `warm after one edited file ${warm.seconds.toFixed(2)} s, ` +
      `peak ${cold.megabytes.toFixed(0)} MB and ${warm.megabytes.toFixed(0)} MB (bars: 10 s, 0.5 s, 300 MB)`
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string): Promise<Measured> {
  const child = fork(import.meta.filename, [folder]);
  const [message] = await once(child, 'message');
  await once(child, 'exit');
  return message as Measured;
}

/** In the child: what a run does, from the start of the process's work to the ready index. */
async function indexOnce(folder: string): Promise<Measured> {
  const git = createGit({ PATH: process.env.PATH, HOME: process.env.HOME });
  const checkout = await openCheckout(git, join(folder, 'repository'));
  const repository = createRepository(git, checkout);
  await repository.list(checkout.head);
  const cache = fileCache({ folder: join(folder, 'cache'), maxBytes: 256 * 1_048_576 });
  const started = performance.now();
  const index = await commitSymbols(repository, cache, 'bench')(checkout.head);
  const seconds = (performance.now() - started) / 1_000;
  const definitions = [...index.byName.values()].flat().length;
  return { seconds, megabytes: process.resourceUsage().maxRSS / 1_024, definitions };
}

function makeRepository(repository: string): number {
  let lines = 0;
  for (let at = 0; at < FILES; at++) {
    const text = moduleText(at);
    lines += text.split('\n').length;
    const path = join(repository, moduleFile(at));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  execFileSync('git', ['-C', repository, 'init', '-b', 'main'], { stdio: 'ignore' });
  commit(repository);
  return lines;
}

function commit(repository: string): void {
  const identity = ['-c', 'user.name=bench', '-c', 'user.email=bench@example.invalid'];
  execFileSync('git', ['-C', repository, 'add', '-A'], { stdio: 'ignore' });
  execFileSync('git', ['-C', repository, ...identity, 'commit', '-m', 'bench'], { stdio: 'ignore' });
}

function moduleFile(at: number): string {
  return `crates/c${at % 20}/src/module_${at}.rs`;
}

/** About 200 lines with the usual mix of items; no two modules have the same names. */
function moduleText(at: number): string {
  let text = `//! Module ${at}.\n\nuse std::collections::HashMap;\nuse crate::module_${(at * 7) % FILES}::Shape${(at * 7) % FILES};\n\n`;
  for (let item = 0; text.split('\n').length < LINES / FILES - 1; item++) {
    const name = `${at}Part${item}`;
    text += `/// The part ${item} of module ${at}. It is kept by its key.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape${name}<T> {
    /// Where it begins.
    pub start: usize,
    values: HashMap<String, Vec<T>>,
}

impl<T: Clone + Default> Shape${name}<T> {
    /// Makes an empty one.
    pub fn new(start: usize) -> Self {
        Self { start, values: HashMap::new() }
    }

    pub fn insert_${item}(&mut self, key: &str, value: T) -> Result<Option<&[T]>, String> {
        if key.is_empty() {
            return Err(format!("the key of {} is empty", self.start));
        }
        let values = self.values.entry(key.to_owned()).or_default();
        values.push(value);
        for (index, one) in values.iter().enumerate() {
            let _ = (index + 1, one.clone());
        }
        Ok(self.values.get(key).map(Vec::as_slice))
    }
}

pub enum Kind${name} {
    Empty,
    Full { count: usize },
}

`;
  }
  return text;
}

const [folder] = process.argv.slice(2);
if (process.send && folder !== undefined) process.send(await indexOnce(folder));
