/** Version 3.0 of the protocol, spoken by every supported server. */
const PROTOCOL = 196_608;
const SSL_REQUEST = 80_877_103;

/** Asks whether the server speaks TLS; the only answer without a frame: one byte, `S` or `N`. */
export function sslRequest(): Buffer {
  return framed('', Buffer.concat([int32(SSL_REQUEST)]));
}

export function startup(parameters: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [text(name), text(value)]);
  return framed('', Buffer.concat([int32(PROTOCOL), ...pairs, Buffer.of(0)]));
}

export function password(secret: string): Buffer {
  return framed('p', text(secret));
}

export function saslInitial(mechanism: string, response: string): Buffer {
  const bytes = Buffer.from(response);
  return framed('p', Buffer.concat([text(mechanism), int32(bytes.length), bytes]));
}

export function saslResponse(response: string): Buffer {
  return framed('p', Buffer.from(response));
}

/** Several statements at once, no parameters. */
export function simpleQuery(statements: string): Buffer {
  return framed('Q', text(statements));
}

/** Parse, Bind, Describe, Execute and Sync of the unnamed statement: one journey, parameters and rows as text. */
export function extendedQuery(statement: string, parameters: readonly (string | null)[]): Buffer {
  const values = parameters.map((value) => {
    if (value === null) return int32(-1);
    const bytes = Buffer.from(value);
    return Buffer.concat([int32(bytes.length), bytes]);
  });
  const bind = Buffer.concat([text(''), text(''), int16(0), int16(values.length), ...values, int16(0)]);
  return Buffer.concat([
    framed('P', Buffer.concat([text(''), text(statement), int16(0)])),
    framed('B', bind),
    framed('D', text('P')),
    framed('E', Buffer.concat([text(''), int32(0)])),
    framed('S', Buffer.alloc(0)),
  ]);
}

export function terminate(): Buffer {
  return framed('X', Buffer.alloc(0));
}

function framed(type: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), int32(body.length + 4), body]);
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`);
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
