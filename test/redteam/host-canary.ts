import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Where secrets lie on a machine with a self-hosted runner, by path in the home. `%` stands for the secret. */
const SECRET_FILES: Readonly<Record<string, string>> = {
  '.netrc': 'machine github.com login x password %\n',
  '.npmrc': '//registry.test/:_authToken=%\n',
  '.git-credentials': 'https://x:%@github.com\n',
  '.ssh/id_ed25519': '-----BEGIN OPENSSH PRIVATE KEY-----\n%\n',
  '.config/gh/hosts.yml': 'github.com:\n  oauth_token: %\n',
  '.docker/config.json': '{"auths":{"ghcr.io":{"auth":"%"}}}\n',
  '.aws/credentials': '[default]\naws_secret_access_key = %\n',
  '.bash_history': 'export GITHUB_TOKEN=%\n',
  '.bashrc': '# nothing\n',
  '.cargo/credentials.toml': '[registry]\ntoken = "%"\n',
  '.cargo/config.toml': '[registries.mine]\nindex = "https://registry.test/"\ntoken = "%"\n',
  '.cargo/registry/keep': '',
  'actions-runner/.credentials': '{"data":{"token":"%"}}\n',
  'actions-runner/_work/_temp/_runner_file_commands/set_env_1': 'TOKEN=%\n',
  'checkout/.git/config': '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic %\n',
  'checkout/.git/hooks/keep': '',
  'neighbour/tree/secret.rs': '// %\n',
};

/**
 * A machine worth attacking: a home full of secrets, servers that count who calls, a process that holds the secret.
 * Everything lies in one temporary folder, so that a missing wall harms nobody.
 */
export class HostCanary implements AsyncDisposable {
  readonly secret = `ghs_canary${process.pid}${Math.random().toString(36).slice(2)}`;
  readonly marker = `survivor-${this.secret.slice(4)}`;
  readonly #folder = new TemporaryFolder();
  readonly #servers: Server[] = [];
  readonly #udp = createSocket('udp4');
  #victim: ChildProcess | undefined;
  #calls = 0;
  #targets: Record<string, string> = {};

  static async stand(): Promise<HostCanary> {
    const canary = new HostCanary();
    await canary.#stand();
    return canary;
  }

  get home(): string {
    return join(this.#folder.path, 'home');
  }

  /** How often somebody reached one of the servers. */
  get calls(): number {
    return this.#calls;
  }

  /** Lines for an attack that knows the machine well. */
  get targets(): string {
    const lines = Object.entries({
      ...this.#targets,
      secret: this.secret,
      marker: this.marker,
      home: this.home,
    });
    return `${lines.map(([key, value]) => `${key}=${value}`).join('\n')}\n`;
  }

  get isVictimAlive(): boolean {
    return this.#victim?.exitCode === null && this.#victim.signalCode === null;
  }

  /** The home, file by file: mode and content. */
  fingerprint(): Readonly<Record<string, string>> {
    return fingerprintOf(this.home);
  }

  /** Command lines of processes that an attack left behind. */
  survivors(): readonly string[] {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
      .flatMap((name) => {
        try {
          const line = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
          return line.includes(this.marker) ? [line] : [];
        } catch {
          return [];
        }
      });
  }

  async #stand(): Promise<void> {
    const files = Object.entries(SECRET_FILES);
    this.#folder.write(
      Object.fromEntries(files.map(([path, text]) => [`home/${path}`, text.replaceAll('%', this.secret)])),
    );
    // The proxies of rustup are found here, as on a machine whose user has installed Rust.
    const { CARGO_HOME, HOME = '' } = process.env;
    const programs = join(CARGO_HOME || join(HOME, '.cargo'), 'bin');
    if (existsSync(programs)) symlinkSync(programs, join(this.home, '.cargo/bin'));
    this.#targets = {
      model: await this.#listen({ host: '0.0.0.0' }),
      github: await this.#listen({ host: '127.0.0.1' }),
      ipv6: await this.#listen({ host: '::1' }).catch(() => '9'),
      abstract: await this.#listen({ path: `\0${this.secret}` }),
      docker: await this.#listen({ path: join(this.home, 'docker.sock') }),
      agent: await this.#listen({ path: join(this.home, 'agent.sock') }),
      udp: await this.#receive(),
      address: addressOfMachine(),
      key: String(1_000_000 + process.pid),
      victim: this.#startVictim(),
    };
  }

  async #listen(where: { host: string } | { path: string }): Promise<string> {
    const server = createServer((socket) => {
      this.#calls++;
      socket.destroy();
    });
    server.listen('path' in where ? where : { port: 0, ...where });
    await once(server, 'listening');
    this.#servers.push(server);
    const address = server.address();
    if (typeof address === 'object' && address !== null) return String(address.port);
    return 'path' in where ? where.path.replace('\0', '') : '';
  }

  async #receive(): Promise<string> {
    this.#udp.on('message', () => this.#calls++);
    this.#udp.bind(0, '127.0.0.1');
    await once(this.#udp, 'listening');
    return String(this.#udp.address().port);
  }

  #startVictim(): string {
    const line = `sleep 600 & wait $!; : victim ${this.secret}`;
    this.#victim = spawn('bash', ['-c', line], {
      stdio: 'ignore',
      detached: true,
      env: { PATH: process.env['PATH'], GITHUB_TOKEN: this.secret },
    });
    return String(this.#victim.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const pid = this.#victim?.pid;
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    this.#udp.close();
    for (const server of this.#servers) server.close();
    this.#folder[Symbol.dispose]();
  }
}

/** Every file below a folder by path: mode and content. Links are not followed. */
export function fingerprintOf(folder: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const stats = lstatSync(path);
    const content = entry.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex')
      : entry.isSymbolicLink()
        ? readlinkSync(path)
        : '';
    found[path.slice(folder.length + 1)] = `${stats.mode.toString(8)} ${content}`;
  }
  return found;
}

function addressOfMachine(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.2';
}
