import { parentPort, workerData } from 'node:worker_threads';
import { brickFiles } from '../adapters/artifacts/brick-files.ts';
import type { BrickAnswer, BrickJob } from '../adapters/artifacts/brick-job.ts';
import { writeFullySync } from '../adapters/artifacts/write-fully.ts';
import { openFoldRoom } from '../core/bricks/open-fold-room.ts';
import { systemFault } from '../core/system-fault.ts';
import { oneThread } from '../flow/one-thread.ts';

// The thread behind a `BrickThread`.
const memory = new Uint8Array(workerData as SharedArrayBuffer);
const worker = oneThread({ files: brickFiles, room: openFoldRoom() }).workerOf(0);

async function work(job: BrickJob): Promise<BrickAnswer> {
  if (job.is === 'read') {
    const { header, bytes } = await worker.read(job.path);
    memory.set(bytes);
    return { is: 'read', header, size: bytes.length };
  }
  const { descriptor, wish } = job;
  worker.payload(wish.size).set(memory.subarray(0, wish.size));
  const write = async (bytes: Uint8Array) => writeFullySync(descriptor, bytes, wish.out);
  return { is: 'folded', brick: await worker.fold({ descriptor, write }, wish) };
}

function failure(error: unknown): BrickAnswer {
  const fault = systemFault(error);
  return fault ? { is: 'fault', code: fault.code, at: fault.at } : { is: 'bug', error };
}

parentPort?.on('message', async (job: BrickJob) => {
  parentPort?.postMessage(await work(job).catch(failure));
});
