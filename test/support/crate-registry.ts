import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';

/** A crate registry on loopback that stands in for the default one. */
export interface CrateRegistry extends AsyncDisposable {
  /** For `config.toml` in a CARGO_HOME. */
  readonly settings: string;
  /** Names of crates that were downloaded, in order. */
  readonly downloads: readonly string[];
}

const VERSION = '1.0.0';

/** Serves crates with one function `one() -> i32` by the sparse protocol (doc.rust-lang.org/cargo/reference/registry-index.html). */
export async function startCrateRegistry(folder: string, crates: readonly string[]): Promise<CrateRegistry> {
  const packed = new Map(crates.map((name) => [name, pack(folder, name)]));
  const downloads: string[] = [];
  const server = createServer((request, response) => {
    const [, kind, ...rest] = (request.url ?? '').split('/');
    const name = rest.at(-1) ?? '';
    const crate = packed.get(name);
    if (request.url === '/index/config.json') {
      response.end(JSON.stringify({ dl: `http://${request.headers.host}/dl/{crate}` }));
    } else if (crate && kind === 'dl') {
      downloads.push(name);
      response.end(crate);
    } else if (crate && kind === 'index') {
      const cksum = createHash('sha256').update(crate).digest('hex');
      const line = { name, vers: VERSION, deps: [], cksum, features: {}, yanked: false };
      response.end(`${JSON.stringify(line)}\n`);
    } else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return {
    settings: `[source.crates-io]\nreplace-with = "here"\n[source.here]\nregistry = "sparse+http://127.0.0.1:${port}/index/"\n`,
    downloads,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function pack(folder: string, name: string): Buffer {
  const root = `${name}-${VERSION}`;
  mkdirSync(join(folder, root, 'src'), { recursive: true });
  const manifest = `[package]\nname = "${name}"\nversion = "${VERSION}"\nedition = "2021"\n`;
  writeFileSync(join(folder, root, 'Cargo.toml'), manifest);
  writeFileSync(join(folder, root, 'src/lib.rs'), 'pub fn one() -> i32 {\n    1\n}\n');
  execFileSync('tar', ['-czf', `${root}.crate`, root], { cwd: folder });
  return readFileSync(join(folder, `${root}.crate`));
}
