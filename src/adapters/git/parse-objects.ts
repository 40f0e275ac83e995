/**
 * Reads the answer of `git cat-file --batch`: one entry for each object asked for, in order; undefined where the
 * object is missing (git-scm.com/docs/git-cat-file, "Batch output").
 */
export function parseObjects(answer: Uint8Array): (Uint8Array | undefined)[] {
  const NEWLINE = 10;
  const objects: (Uint8Array | undefined)[] = [];
  let at = 0;
  while (at < answer.length) {
    const end = answer.indexOf(NEWLINE, at);
    if (end < 0) break;
    const header = new TextDecoder().decode(answer.subarray(at, end));
    const size = / (?:blob|tree|commit|tag) (\d+)$/.exec(header)?.[1];
    at = end + 1;
    if (size === undefined) {
      objects.push(undefined);
      continue;
    }
    objects.push(answer.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return objects;
}
