import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** From RFC 6455, section 1.3. */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 0x1;
const CLOSE = 0x8;
const PING = 0x9;
/** Pages send a camera at most; anything longer is not from one of ours. */
const MOST_BYTES = 4096;

export type ClientFrame =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping'; readonly payload: Uint8Array }
  | { readonly kind: 'close' }
  /** Breaks the protocol or our bounds: the connection has to end. */
  | { readonly kind: 'broken' };

/** The key of a request that opens a WebSocket (RFC 6455, section 4.2.1): 16 bytes in base64; undefined for others. */
export function readHandshake({ method, headers }: IncomingMessage): string | undefined {
  const key = headers['sec-websocket-key'] ?? '';
  const isWebSocket =
    headers.upgrade?.toLowerCase() === 'websocket' && headers['sec-websocket-version'] === '13';
  return method === 'GET' && isWebSocket && /^[A-Za-z0-9+/]{21}[AQgw]==$/.test(key) ? key : undefined;
}

/** Value of `Sec-WebSocket-Accept` for a client's `Sec-WebSocket-Key` (RFC 6455, section 4.2.2). */
export function acceptKey(key: string): string {
  return createHash('sha1').update(`${key}${GUID}`).digest('base64');
}

/** One unmasked text frame, as servers send it. */
export function textFrame(text: string): Buffer {
  return frame(TEXT, Buffer.from(text));
}

export function pongFrame(payload: Uint8Array): Buffer {
  return frame(0xa, payload);
}

export function closeFrame(): Buffer {
  return frame(CLOSE, new Uint8Array());
}

function frame(opcode: number, payload: Uint8Array): Buffer {
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? (payload.length > 0xffff ? 10 : 4) : 2);
  head[0] = 0x80 | opcode;
  if (!long) head[1] = payload.length;
  else if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(payload.length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(payload.length), 2);
  }
  return Buffer.concat([head, payload]);
}

/**
 * Takes the next frame from what has arrived; undefined when it is not complete. Clients mask every frame (RFC 6455,
 * section 5.1); fragments and frames above 4 KiB are taken as broken.
 */
export function takeFrame(
  arrived: Buffer,
): { readonly frame: ClientFrame; readonly rest: Buffer } | undefined {
  const [first, second] = arrived;
  if (first === undefined || second === undefined) return undefined;
  const short = second & 0x7f;
  const at = short === 126 ? 4 : 2;
  if (arrived.length < at) return undefined;
  const length = short === 126 ? arrived.readUInt16BE(2) : short;
  const isWhole = (first & 0xf0) === 0x80;
  const isMasked = (second & 0x80) !== 0;
  if (!isWhole || !isMasked || short === 127 || length > MOST_BYTES)
    return { frame: { kind: 'broken' }, rest: Buffer.alloc(0) };
  if (arrived.length < at + 4 + length) return undefined;
  const mask = arrived.subarray(at, at + 4);
  const payload = Buffer.from(arrived.subarray(at + 4, at + 4 + length)).map(
    (byte, index) => byte ^ (mask[index % 4] ?? 0),
  );
  return { frame: readFrame(first & 0xf, payload), rest: arrived.subarray(at + 4 + length) };
}

function readFrame(opcode: number, payload: Uint8Array): ClientFrame {
  if (opcode === TEXT) return { kind: 'text', text: Buffer.from(payload).toString('utf8') };
  if (opcode === CLOSE) return { kind: 'close' };
  if (opcode === PING) return { kind: 'ping', payload };
  // A pong nobody asked for is allowed (section 5.5.3) and says nothing.
  return opcode === 0xa ? { kind: 'text', text: '' } : { kind: 'broken' };
}
