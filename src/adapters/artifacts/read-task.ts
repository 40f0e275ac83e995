import { constants, type FileHandle, open } from 'node:fs/promises';
import { LONGEST_TASK } from '../../core/foundry/parse-foundry-task.ts';

/** Opens a task file; a link is none (ELOOP), and a pipe in its place does not make anybody wait. */
export async function openTask(path: string): Promise<FileHandle> {
  return await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
}

/** The bytes of a task file; undefined when there are more than a task may have. */
export async function readTask(path: string): Promise<Buffer | undefined> {
  await using file = await openTask(path);
  return (await file.stat()).size > LONGEST_TASK ? undefined : await file.readFile();
}
