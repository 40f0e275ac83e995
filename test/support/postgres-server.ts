import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectPostgres } from '../../src/adapters/journal/postgres/wire/connect-postgres.ts';
import type { PostgresAddress } from '../../src/adapters/journal/postgres/wire/postgres-address.ts';
import type { SqlConnection } from '../../src/adapters/journal/postgres/wire/sql-connection.ts';
import { postgresBinaries } from './postgres-binaries.ts';

export interface PostgresOptions {
  /** Keeps what was committed through a kill; off is quicker. */
  readonly fsync?: boolean;
  /** Lines of pg_hba.conf in place of "everybody proves himself by SCRAM". */
  readonly hba?: readonly string[];
}

/** As root the server refuses to start: it runs as `nobody` then, and owns its folder. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const PASSWORD = 'p@ss:w/ö rd';

/** A real PostgreSQL server of its own on loopback and on a Unix socket; user `postgres`. */
export class PostgresServer implements AsyncDisposable {
  readonly folder: string;
  readonly password = PASSWORD;
  readonly port: number;
  readonly #binaries: string;
  readonly #settings: Readonly<Record<string, string>>;
  #process: ChildProcess | undefined;

  private constructor(binaries: string, folder: string, port: number, options: PostgresOptions) {
    this.#binaries = binaries;
    this.folder = folder;
    this.port = port;
    this.#settings = {
      listen_addresses: '127.0.0.1',
      port: String(port),
      unix_socket_directories: folder,
      fsync: options.fsync ? 'on' : 'off',
      shared_buffers: '32MB',
    };
  }

  static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const binaries = postgresBinaries();
    const folder = mkdtempSync(join(tmpdir(), 'oc-pg-'));
    if (NOBODY.uid !== undefined) chownSync(folder, NOBODY.uid, NOBODY.gid);
    const server = new PostgresServer(binaries, folder, await freePort(), options);
    server.#create(options.hba);
    await server.start();
    return server;
  }

  /** The whole address as `control-dsn` takes it. */
  get dsn(): string {
    return this.dsnFor('postgres', this.password);
  }

  dsnFor(user: string, password: string, more = ''): string {
    const login = `${user}:${encodeURIComponent(password)}`;
    return `postgres://${login}@127.0.0.1:${this.port}/postgres${more}`;
  }

  get address(): PostgresAddress {
    return {
      host: '127.0.0.1',
      port: this.port,
      user: 'postgres',
      password: this.password,
      database: 'postgres',
      sslMode: 'prefer',
      applicationName: 'test',
    };
  }

  /** A session over the Unix socket. */
  connect(database = this.address.database): Promise<SqlConnection> {
    return connectPostgres({ ...this.address, host: this.folder, database }, { queryMilliseconds: 600_000 });
  }

  async run(statements: string): Promise<readonly Readonly<Record<string, string | null>>[]> {
    const connection = await this.connect();
    try {
      return await connection.query(statements);
    } finally {
      await connection.close();
    }
  }

  /** Starts the server on its folder, with settings of this time only, and resolves when it takes connections. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    // After a kill the old server's children may hold its memory for another moment.
    for (let attempt = 1; ; attempt += 1) {
      const trouble = await this.#tryStart({ ...this.#settings, ...settings });
      if (trouble === undefined) return;
      if (attempt === 50 || !trouble.includes('pre-existing shared memory'))
        throw new Error(`PostgreSQL did not start: ${trouble}`);
    }
  }

  /** Ends the server without a chance to tidy up, as a power switch would; its children see it and end too. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGQUIT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #create(hba: readonly string[] = ['local all all trust', 'host all all all scram-sha-256']): void {
    const secret = join(this.folder, 'password');
    writeFileSync(secret, PASSWORD, { mode: 0o644 });
    const data = join(this.folder, 'data');
    const argv = ['-D', data, '-U', 'postgres', '-N', '-E', 'UTF8', '--locale=C', `--pwfile=${secret}`];
    execFileSync(join(this.#binaries, 'initdb'), argv, {
      ...NOBODY,
      cwd: this.folder,
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    writeFileSync(join(data, 'pg_hba.conf'), `${hba.join('\n')}\n`);
  }

  /** What it said when it ended instead of starting. */
  #tryStart(settings: Readonly<Record<string, string>>): Promise<string | undefined> {
    const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const argv = ['-D', join(this.folder, 'data'), ...given];
    const child = spawn(join(this.#binaries, 'postgres'), argv, {
      ...NOBODY,
      cwd: this.folder,
      env: { LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = child;
    let said = '';
    return new Promise((resolve, reject) => {
      child.stderr.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        if (said.includes('ready to accept connections')) resolve(undefined);
      });
      child.once('error', reject);
      child.once('exit', () => resolve(said));
    });
  }

  async #end(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'close');
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port is free');
  return address.port;
}
