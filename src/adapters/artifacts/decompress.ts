import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
// A named import of what Node 20 lacks would keep the program from starting there.
import zlib from 'node:zlib';
import type { Decompressed, ModuleCompression } from '../../core/artifacts/compressed-module.ts';
import type { Decompress } from '../../ports/decompress.ts';
import { errorCode } from './error-code.ts';

const MOST_MEBIBYTES = 64;
const MOST_BYTES = MOST_MEBIBYTES * 1_048_576;
const SECONDS = 20;

type Unpack = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

type Program = readonly [name: string, ...args: string[]];

/** Node has no xz, and zstd from 22.15 on. */
const WAYS: Readonly<Record<ModuleCompression, Unpack | Program>> = {
  gz: promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip),
  xz: ['xz', '--decompress', '--stdout', '--quiet', '--format=xz', '--memlimit-decompress=128MiB'],
  zst:
    typeof zlib.zstdDecompress === 'function'
      ? unpackZstd
      : ['zstd', '--decompress', '--stdout', '--quiet', '--memory=128MB'],
};

/**
 * Decompresses with Node, or with the system's `xz` and `zstd`: without a shell, a file or this program's environment,
 * for 20 seconds at most.
 *
 * @param path the variable PATH: where the programs are looked for
 */
export function systemDecompress(path: string): Decompress {
  return async (bytes, by, signal) => {
    const way = WAYS[by];
    const end =
      typeof way === 'function' ? await unpacked(way, bytes) : await outputOf(way, { path, bytes, signal });
    return end ?? { why: `it is no single whole ${by} stream, or takes more than 128 MiB of memory` };
  };
}

/** Node stops at the end of the first frame, whatever follows. */
async function unpackZstd(bytes: Uint8Array, options: zlib.ZstdOptions): Promise<Buffer> {
  const unpack = promisify<Uint8Array, zlib.ZstdOptions, unknown>(zlib.zstdDecompress);
  const { buffer, engine } = (await unpack(bytes, { ...options, info: true })) as {
    readonly buffer: Buffer;
    readonly engine: { readonly bytesWritten: number };
  };
  if (engine.bytesWritten < bytes.length) throw new Error('more than one frame');
  return buffer;
}

/** Nothing where the stream is damaged. */
async function unpacked(unpack: Unpack, bytes: Uint8Array): Promise<Decompressed | undefined> {
  try {
    return { bytes: await unpack(bytes, { maxOutputLength: MOST_BYTES }) };
  } catch (error) {
    return errorCode(error) === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : undefined;
  }
}

interface Asked {
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly signal: AbortSignal | undefined;
}

/** Nothing where the stream is damaged. */
async function outputOf(
  [program, ...args]: Program,
  { path, bytes, signal }: Asked,
): Promise<Decompressed | undefined> {
  // execa would put all 64 MiB into the message of an error.
  const run = promisify(execFile)(program, args, {
    env: { PATH: path, LC_ALL: 'C' },
    cwd: '/',
    encoding: 'buffer',
    timeout: SECONDS * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
    ...(signal ? { signal } : {}),
  });
  // A program that ends before it has read everything says so by how it ends.
  run.child.stdin?.on('error', () => undefined).end(bytes);
  try {
    return { bytes: (await run).stdout };
  } catch (error) {
    signal?.throwIfAborted();
    const code = errorCode(error);
    if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return TOO_LARGE;
    if (/^E[A-Z]+$/.test(code))
      return { why: `the program ${program} cannot be started (${code}): install it` };
    const killed = error instanceof Error && 'signal' in error && error.signal === 'SIGKILL';
    return killed
      ? { why: `${program} was killed: it took more than ${SECONDS} seconds, or too much memory` }
      : undefined;
  }
}

const TOO_LARGE: Decompressed = { why: `it has more than ${MOST_MEBIBYTES} MiB decompressed` };
