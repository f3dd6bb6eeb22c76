import { createHash, createHmac, randomBytes } from "node:crypto";

/** STUN and TURN messages, as far as a test of a server needs them. @see RFC 8489, RFC 8656 */
const MAGIC = 0x2112a442;

export const METHOD = { binding: 1, allocate: 3, refresh: 4 } as const;

const ATTRIBUTE = {
  username: 0x06,
  integrity: 0x08,
  error: 0x09,
  lifetime: 0x0d,
  realm: 0x14,
  nonce: 0x15,
  relayed: 0x16,
  transport: 0x19,
  mapped: 0x20,
} as const;

/** With what a TURN server's challenge is answered. */
export interface Challenge {
  username: string;
  credential: string;
  realm: Buffer;
  nonce: Buffer;
}

export interface StunAnswer {
  id: Buffer;
  /** 0 for success, else the error code. */
  code: number;
  realm?: Buffer;
  nonce?: Buffer;
  /** What the server saw of us, or relays for us: an address and port. */
  mapped?: string;
  relayed?: string;
}

export interface StunRequest {
  id: Buffer;
  bytes: Buffer;
}

/** `lifetime` 0 with `refresh` gives an allocation back. */
export function stunRequest(
  method: number,
  { challenge, lifetime }: { challenge?: Challenge | undefined; lifetime?: number } = {},
): StunRequest {
  const id = randomBytes(12);
  const parts: Buffer[] = [];
  if (method === METHOD.allocate)
    parts.push(attribute(ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0])));
  if (lifetime !== undefined) {
    const seconds = Buffer.alloc(4);
    seconds.writeUInt32BE(lifetime);
    parts.push(attribute(ATTRIBUTE.lifetime, seconds));
  }
  const body = Buffer.concat(parts);
  if (!challenge) return { id, bytes: Buffer.concat([header(method, body.length, id), body]) };
  return { id, bytes: signed(method, { id, body, challenge }) };
}

function signed(
  method: number,
  { id, body, challenge }: { id: Buffer; body: Buffer; challenge: Challenge },
): Buffer {
  const { username, credential, realm, nonce } = challenge;
  const named = Buffer.concat([
    body,
    attribute(ATTRIBUTE.username, Buffer.from(username)),
    attribute(ATTRIBUTE.realm, realm),
    attribute(ATTRIBUTE.nonce, nonce),
  ]);
  const key = createHash("md5").update(`${username}:${realm}:${credential}`).digest();
  // The signature covers the header with the length that the message has once it is signed.
  const head = header(method, named.length + 24, id);
  const signature = createHmac("sha1", key).update(head).update(named).digest();
  return Buffer.concat([head, named, attribute(ATTRIBUTE.integrity, signature)]);
}

/** `undefined`: it is no STUN answer. */
export function readStunAnswer(message: Buffer): StunAnswer | undefined {
  if (message.length < 20 || message.readUInt32BE(4) !== MAGIC) return undefined;
  const isAnswer = (message.readUInt16BE(0) & 0x0100) !== 0;
  if (!isAnswer) return undefined;
  const attributes = readAttributes(message);
  const error = attributes.get(ATTRIBUTE.error);
  const realm = attributes.get(ATTRIBUTE.realm);
  const nonce = attributes.get(ATTRIBUTE.nonce);
  const mapped = addressOf(attributes.get(ATTRIBUTE.mapped));
  const relayed = addressOf(attributes.get(ATTRIBUTE.relayed));
  return {
    id: Buffer.from(message.subarray(8, 20)),
    code: error && error.length >= 4 ? error.readUInt8(2) * 100 + error.readUInt8(3) : 0,
    ...(realm && { realm }),
    ...(nonce && { nonce }),
    ...(mapped !== undefined && { mapped }),
    ...(relayed !== undefined && { relayed }),
  };
}

/** How long the message is that begins here, for a stream; 0: not known yet. */
export function stunLength(stream: Buffer): number {
  return stream.length < 20 ? 0 : 20 + stream.readUInt16BE(2);
}

function readAttributes(message: Buffer): Map<number, Buffer> {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return attributes;
}

/** An IPv4 XOR address; of an IPv6 one only that it is there. */
function addressOf(value: Buffer | undefined): string | undefined {
  if (!value || value.length < 8) return undefined;
  if (value.readUInt8(1) !== 1) return "IPv6";
  const port = value.readUInt16BE(2) ^ (MAGIC >>> 16);
  const number = (value.readUInt32BE(4) ^ MAGIC) >>> 0;
  const bytes = [24, 16, 8, 0].map((shift) => (number >>> shift) & 0xff);
  return `${bytes.join(".")}:${port}`;
}

function header(type: number, length: number, id: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(length, 2);
  head.writeUInt32BE(MAGIC, 4);
  return Buffer.concat([head, id]);
}

function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(type, 0);
  head.writeUInt16BE(value.length, 2);
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
}
