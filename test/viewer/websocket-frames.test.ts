import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptKey, takeFrame, textFrame } from '../../src/viewer/websocket-frames.ts';

function clientFrame(opcode: number, payload: Buffer, mask = Buffer.from([1, 2, 3, 4])): Buffer {
  const head = payload.length > 125 ? Buffer.alloc(4) : Buffer.alloc(2);
  head[0] = 0x80 | opcode;
  head[1] = 0x80 | (payload.length > 125 ? 126 : payload.length);
  if (payload.length > 125) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, mask, payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}

test('the handshake answers the example of RFC 6455', () => {
  expect(acceptKey('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
});

test('a masked text is read back, with whatever follows left for later', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 1000 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
      (text, mask) => {
        const sent = clientFrame(1, Buffer.from(text), Buffer.from(mask));
        const taken = takeFrame(Buffer.concat([sent, Buffer.from('next')]));
        expect(taken?.frame).toEqual({ kind: 'text', text: Buffer.from(text).toString() });
        expect(taken?.rest.toString()).toBe('next');
        expect(takeFrame(sent.subarray(0, -1))).toBeUndefined();
      },
    ),
  );
});

test('frames that are unmasked, in fragments, too long or unknown end the connection', () => {
  const broken = (bytes: Buffer) => expect(takeFrame(bytes)?.frame.kind).toBe('broken');
  broken(textFrame('not masked'));
  broken(Buffer.from([0x01, 0x80, 0, 0, 0, 0]));
  broken(Buffer.from([0xc1, 0x80, 0, 0, 0, 0]));
  broken(Buffer.from([0x81, 0xff, 0, 0, 0, 0, 0, 0, 0, 1]));
  broken(Buffer.from([0x81, 0xfe, 0xff, 0xff]));
  broken(clientFrame(3, Buffer.alloc(0)));
});

test('any bytes are taken without an exception', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void takeFrame(Buffer.from(bytes))));
});

test('long texts announce their length in two and in eight bytes', () => {
  expect([...textFrame('x'.repeat(126)).subarray(0, 4)]).toEqual([0x81, 126, 0, 126]);
  expect([...textFrame('x'.repeat(70_000)).subarray(0, 10)]).toEqual([
    0x81, 127, 0, 0, 0, 0, 0, 1, 0x11, 0x70,
  ]);
});
