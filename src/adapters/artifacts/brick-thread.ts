import type { Worker } from 'node:worker_threads';
import { LARGEST_PAYLOAD } from '../../core/bricks/brick-size.ts';
import { Fault } from '../../core/fault.ts';
import type { NewFile } from '../../ports/brick-files.ts';
import type { BrickReading, BrickWish, BrickWorker, WrittenBrick } from '../../ports/brick-workers.ts';
import type { BrickAnswer, BrickJob } from './brick-job.ts';
import { errorCode } from './error-code.ts';

/** A `node:worker_threads` worker, and the memory that is shared with it: 64 MiB, of which pages count when they are used. */
export class BrickThread implements BrickWorker {
  readonly #memory = new SharedArrayBuffer(LARGEST_PAYLOAD);
  readonly #worker: Promise<Worker>;
  readonly #lost = Promise.withResolvers<never>();
  readonly #signal: AbortSignal | undefined;
  readonly #abort = () => this.#lost.reject(this.#signal?.reason);

  constructor(script: URL, signal: AbortSignal | undefined) {
    this.#worker = this.#start(script).catch((error: unknown) => {
      throw lossOf(error);
    });
    this.#signal = signal;
    if (signal?.aborted) this.#abort();
    signal?.addEventListener('abort', this.#abort);
    for (const promise of [this.#worker, this.#lost.promise]) promise.catch(() => undefined);
  }

  payload(bytes: number): Uint8Array {
    return new Uint8Array(this.#memory, 0, bytes);
  }

  async fold({ descriptor }: NewFile, wish: BrickWish): Promise<WrittenBrick> {
    const answer = await this.#ask({ is: 'fold', descriptor, wish });
    if (answer.is !== 'folded') throw failureOf(answer);
    return answer.brick;
  }

  async read(path: string): Promise<BrickReading> {
    const answer = await this.#ask({ is: 'read', path });
    if (answer.is !== 'read') throw failureOf(answer);
    return { header: answer.header, bytes: this.payload(answer.size) };
  }

  /** Ends it, in the middle of what it does if need be. It writes nothing any more when this is over. */
  async end(): Promise<void> {
    this.#signal?.removeEventListener('abort', this.#abort);
    const worker = await this.#worker.catch(() => undefined);
    await worker?.terminate();
  }

  async #start(script: URL): Promise<Worker> {
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker(script, { workerData: this.#memory, name: 'bricks' });
    worker.on('error', (error) => this.#lost.reject(lossOf(error)));
    worker.on('exit', (code) => this.#lost.reject(new Fault('worker-ended', `with the code ${code}`)));
    return worker;
  }

  async #ask(job: BrickJob): Promise<BrickAnswer> {
    const worker = await Promise.race([this.#worker, this.#lost.promise]);
    const answered = new Promise<BrickAnswer>((resolve) => worker.once('message', resolve));
    worker.postMessage(job);
    return await Promise.race([answered, this.#lost.promise]);
  }
}

function failureOf(answer: BrickAnswer): unknown {
  if (answer.is === 'fault') return new Fault(answer.code, answer.at);
  return answer.is === 'bug' ? answer.error : new Error(`a worker answered ${answer.is}`);
}

/** Node names what keeps a worker from running, as a lack of memory, by codes of its own. */
function lossOf(error: unknown): unknown {
  const code = errorCode(error);
  return code.startsWith('ERR_WORKER_') ? new Fault('worker-ended', `with ${code}`, { cause: error }) : error;
}
