import { createHash, createHmac, randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { isIPv6 } from "node:net";

/** What a TURN server answered: 0 for success, or its error code (RFC 8656). */
export type TurnAnswer = number;

const MAGIC = 0x2112a442;
const ALLOCATE = 3;
const CREATE_PERMISSION = 8;
const CHANNEL_BIND = 9;
const IPV6_FAMILY = 2;
const RETRY_MS = 300;

const ATTRIBUTE = {
  username: 0x06,
  integrity: 0x08,
  error: 0x09,
  channel: 0x0c,
  peer: 0x12,
  realm: 0x14,
  nonce: 0x15,
  family: 0x17,
  transport: 0x19,
} as const;

interface Answer {
  code: TurnAnswer;
  attributes: Map<number, Buffer>;
}

export interface TurnAccount {
  port: number;
  username: string;
  password: string;
}

/** One allocation on a TURN server on this machine, which asks for permission to reach peers and sends them nothing. */
export class TurnProbe {
  readonly #account: TurnAccount;
  readonly #socket: Socket = createSocket("udp4");
  #realm: Buffer = Buffer.alloc(0);
  #nonce: Buffer = Buffer.alloc(0);
  #channel = 0x4000;

  private constructor(account: TurnAccount) {
    this.#account = account;
  }

  /** @throws {Error} when the server gives no allocation of that family */
  static async open(account: TurnAccount, isForIpv6: boolean): Promise<TurnProbe> {
    const probe = new TurnProbe(account);
    const code = await probe.#allocate(isForIpv6);
    if (code === 0) return probe;
    probe.close();
    throw new Error(`no allocation: ${code}`);
  }

  async permit(peer: string): Promise<TurnAnswer> {
    return (await this.#ask(CREATE_PERMISSION, (id) => [peerAttribute(peer, id)])).code;
  }

  async bind(peer: string): Promise<TurnAnswer> {
    const channel = Buffer.alloc(4);
    channel.writeUInt16BE(this.#channel++);
    const wanted = (id: Buffer) => [attribute(ATTRIBUTE.channel, channel), peerAttribute(peer, id)];
    return (await this.#ask(CHANNEL_BIND, wanted)).code;
  }

  close(): void {
    this.#socket.close();
  }

  /** The first question is answered by what to sign with. */
  async #allocate(isForIpv6: boolean): Promise<TurnAnswer> {
    const udp = attribute(ATTRIBUTE.transport, Buffer.from([17, 0, 0, 0]));
    const family = attribute(ATTRIBUTE.family, Buffer.from([IPV6_FAMILY, 0, 0, 0]));
    const wanted = () => (isForIpv6 ? [udp, family] : [udp]);
    const { attributes } = await this.#ask(ALLOCATE, wanted);
    this.#realm = attributes.get(ATTRIBUTE.realm) ?? this.#realm;
    this.#nonce = attributes.get(ATTRIBUTE.nonce) ?? this.#nonce;
    return (await this.#ask(ALLOCATE, wanted)).code;
  }

  async #ask(type: number, attributes: (id: Buffer) => Buffer[]): Promise<Answer> {
    const id = randomBytes(12);
    const message = this.#signed(type, id, Buffer.concat(attributes(id)));
    const send = () => this.#socket.send(message, this.#account.port, "127.0.0.1");
    const again = setInterval(send, RETRY_MS);
    send();
    try {
      for (;;) {
        const [answer] = (await once(this.#socket, "message")) as [Buffer];
        if (answer.subarray(8, 20).equals(id)) return readAnswer(answer);
      }
    } finally {
      clearInterval(again);
    }
  }

  /** Before the server's challenge there is nothing to sign with. */
  #signed(type: number, id: Buffer, body: Buffer): Buffer {
    if (this.#nonce.length === 0) return Buffer.concat([header(type, body.length, id), body]);
    const { username, password } = this.#account;
    const named = Buffer.concat([
      body,
      attribute(ATTRIBUTE.username, Buffer.from(username)),
      attribute(ATTRIBUTE.realm, this.#realm),
      attribute(ATTRIBUTE.nonce, this.#nonce),
    ]);
    const key = createHash("md5").update(`${username}:${this.#realm}:${password}`).digest();
    // The signature covers the header with the length that the message has once it is signed.
    const head = header(type, named.length + 24, id);
    const signature = createHmac("sha1", key).update(head).update(named).digest();
    return Buffer.concat([head, named, attribute(ATTRIBUTE.integrity, signature)]);
  }
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

/** XOR-PEER-ADDRESS with port 80. */
function peerAttribute(peer: string, id: Buffer): Buffer {
  const address = isIPv6(peer) ? ipv6Bytes(peer) : Buffer.from(peer.split(".").map(Number));
  const mask = Buffer.concat([header(0, 0, id).subarray(4, 8), id]);
  const value = Buffer.alloc(4 + address.length);
  value.writeUInt8(isIPv6(peer) ? IPV6_FAMILY : 1, 1);
  value.writeUInt16BE(80 ^ (MAGIC >>> 16), 2);
  for (const [index, byte] of address.entries())
    value.writeUInt8(byte ^ (mask[index] ?? 0), 4 + index);
  return attribute(ATTRIBUTE.peer, value);
}

function ipv6Bytes(peer: string): Buffer {
  const plain = peer.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => {
    const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
    return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  });
  const [left = [], right = []] = plain.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...left, ...zeros, ...right].entries())
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  return bytes;
}

function readAnswer(message: Buffer): Answer {
  const attributes = new Map<number, Buffer>();
  for (let at = 20; at + 4 <= message.length; ) {
    const length = message.readUInt16BE(at + 2);
    attributes.set(message.readUInt16BE(at), message.subarray(at + 4, at + 4 + length));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  const error = attributes.get(ATTRIBUTE.error);
  const code = error ? error.readUInt8(2) * 100 + error.readUInt8(3) : 0;
  return { code, attributes };
}
