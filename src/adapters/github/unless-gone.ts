import { readFailure } from './failure.ts';

/** What the request gives; undefined where GitHub has no such thing, or has it no more (404 and 410). */
export async function unlessGone<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    const status = readFailure(error)?.status;
    if (status !== 404 && status !== 410) throw error;
    return undefined;
  }
}
