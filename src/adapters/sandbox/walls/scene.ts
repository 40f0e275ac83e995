import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Things on the host that a program inside must not reach: a server, a secret, a home. Gone when disposed. */
export interface Scene extends AsyncDisposable {
  readonly tree: string;
  readonly target: string;
  /** A word that stands in command lines and names of the attempts, to find what outlives them. */
  readonly mark: string;
  /** Variables the attempts read, all named `WALL_…`. */
  readonly env: Readonly<Record<string, string>>;
}

/** Sets the scene in a temporary folder; the server listens on loopback and on an abstract socket. */
export async function setScene(): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), 'openspec-complete-walls-'));
  const mark = `wall-${randomUUID()}`;
  const tree = join(folder, 'tree');
  await mkdir(tree);
  await writeFile(join(folder, 'secret'), mark);
  const loopback = createServer(answer);
  const abstract = createServer(answer);
  const servers = [
    [loopback, { port: 0, host: '127.0.0.1' }],
    [abstract, { path: `\0${mark}` }],
  ] as const;
  for (const [server, place] of servers) {
    server.listen(place);
    await once(server, 'listening');
  }
  const address = loopback.address();
  const namespaces = ['net', 'pid', 'ipc', 'uts', 'mnt', 'user'];
  const own = await Promise.all(namespaces.map((name) => readlink(`/proc/self/ns/${name}`).catch(() => '')));
  return {
    tree,
    target: join(folder, 'target'),
    mark,
    env: {
      WALL_MARK: mark,
      WALL_PORT: String(typeof address === 'object' ? address?.port : 0),
      WALL_SECRET: join(folder, 'secret'),
      WALL_HOME: homedir(),
      WALL_NAMESPACES: own.join(' '),
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([loopback, abstract].map(close));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whoever gets through may be gone at once. */
function answer(socket: Socket): void {
  socket.on('error', () => undefined);
  socket.end('reached');
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
