import { expect, test } from 'vitest';
import { boundedArtifacts } from '../../src/flow/bounded-artifacts.ts';
import type { Artifact, Artifacts } from '../../src/ports/artifacts.ts';

const SECRET = 'ghs_0123456789abcdefTOKEN';

/** An artifact in memory. */
const holding = (bytes: Buffer): Artifacts => ({
  open: async () => {
    let at = 0;
    const artifact: Artifact = {
      kind: 'file',
      executable: false,
      read: async (into) => {
        const given = bytes.copy(into, 0, at);
        at += given;
        return given;
      },
      contents: () => ({ parts: [], partsTotal: 0, leftOut: [], leftOutTotal: 0 }),
      covers: async () => false,
      [Symbol.asyncDispose]: async () => undefined,
    };
    return artifact;
  },
});

async function readAll(bytes: Buffer, piece: number, most = 1000): Promise<Buffer> {
  const bounded = boundedArtifacts(holding(bytes), { bytes: most, secrets: [SECRET] });
  await using artifact = await bounded.open('x');
  const pieces: Buffer[] = [];
  for (;;) {
    const into = Buffer.alloc(piece);
    const filled = await artifact.read(into);
    pieces.push(into.subarray(0, filled));
    if (filled < piece) return Buffer.concat(pieces);
  }
}

test('what has no secret in it comes through as it is', async () => {
  const bytes = Buffer.from(`ghs_${'x'.repeat(300)}`);
  for (const piece of [1, 7, 400]) expect((await readAll(bytes, piece)).equals(bytes)).toBe(true);
});

test.each([
  ['plain', Buffer.from(SECRET)],
  ['as git sends it', Buffer.from(Buffer.from(`x-access-token:${SECRET}`).toString('base64'))],
  ['in hexadecimal', Buffer.from(Buffer.from(SECRET).toString('hex'))],
])('a secret %s is found, however the bytes are cut into pieces', async (_how, secret) => {
  const bytes = Buffer.concat([Buffer.alloc(100, 'a'), secret, Buffer.alloc(50, 'b')]);
  for (const piece of [1, 3, 64, 105, 1000])
    await expect(readAll(bytes, piece)).rejects.toMatchObject({ code: 'source-refused' });
});

test('more than the bound is refused, and exactly it is not', async () => {
  expect(await readAll(Buffer.alloc(1000), 64)).toHaveLength(1000);
  await expect(readAll(Buffer.alloc(1001), 64)).rejects.toMatchObject({ code: 'pull-too-large' });
});
