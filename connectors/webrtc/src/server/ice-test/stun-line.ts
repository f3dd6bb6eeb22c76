import { createSocket } from "node:dgram";
import { lookup } from "node:dns/promises";
import { createConnection, isIPv6 } from "node:net";
import { connect as connectTls } from "node:tls";
import { readStunAnswer, type StunAnswer, type StunRequest, stunLength } from "./stun-message.ts";

/** Where one address of an ICE server points. */
export interface IceAddress {
  isTurn: boolean;
  transport: "udp" | "tcp" | "tls";
  host: string;
  port: number;
}

/** A way to a server: asks, and answers with what fits. */
export interface StunLine {
  ask(request: StunRequest): Promise<StunAnswer>;
  close(): void;
}

const RETRY_MS = 400;
const MOST_BYTES = 65_536;

/** Reads `turn:host:port?transport=tcp` and its kin. */
export function readIceUrl(url: string): IceAddress {
  const match = /^(stun|turn)(s?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(udp|tcp))?$/.exec(
    url,
  );
  if (!match) throw new Error("not an ICE server's address");
  const [, kind, secure, host = "", port, asked] = match;
  const transport = secure ? "tls" : asked === "tcp" ? "tcp" : "udp";
  return {
    isTurn: kind === "turn",
    transport,
    host: host.replace(/^\[|\]$/g, ""),
    port: port ? Number(port) : secure ? 5349 : 3478,
  };
}

/** @throws {Error} with the system's code when the server cannot be reached; `signal` ends all waiting */
export async function openStunLine(address: IceAddress, signal: AbortSignal): Promise<StunLine> {
  if (address.transport === "udp") return datagrams(address, signal);
  return stream(address, signal);
}

async function datagrams({ host, port }: IceAddress, signal: AbortSignal): Promise<StunLine> {
  const { address } = await lookup(host);
  const socket = createSocket(isIPv6(address) ? "udp6" : "udp4");
  const waiting = new Waiting(signal);
  socket.on("message", (message) => waiting.take(message));
  socket.on("error", (error) => waiting.fail(error));
  return {
    async ask({ id, bytes }) {
      const send = () => socket.send(bytes, port, address, (error) => error && waiting.fail(error));
      const again = setInterval(send, RETRY_MS);
      send();
      return waiting.answerTo(id).finally(() => clearInterval(again));
    },
    close: () => socket.close(),
  };
}

async function stream(address: IceAddress, signal: AbortSignal): Promise<StunLine> {
  const { host, port, transport } = address;
  const isTls = transport === "tls";
  const waiting = new Waiting(signal);
  const socket = isTls
    ? connectTls({ host, port, servername: host })
    : createConnection({ host, port });
  const stop = () => socket.destroy(new Error("no answer in time"));
  signal.addEventListener("abort", stop, { once: true });
  let read = Buffer.alloc(0);
  socket.on("data", (data: Buffer) => {
    read = Buffer.concat([read, data]).subarray(0, MOST_BYTES);
    for (
      let length = stunLength(read);
      length > 0 && read.length >= length;
      length = stunLength(read)
    ) {
      waiting.take(read.subarray(0, length));
      read = read.subarray(length);
    }
  });
  socket.on("error", (error) => waiting.fail(error));
  socket.on("close", () => waiting.fail(new Error("the server closed the connection")));
  await new Promise<void>((resolve, reject) => {
    socket.once(isTls ? "secureConnect" : "connect", () => resolve());
    socket.once("error", reject);
  });
  return {
    async ask({ id, bytes }) {
      socket.write(bytes);
      return waiting.answerTo(id);
    },
    close: () => {
      signal.removeEventListener("abort", stop);
      socket.destroy();
    },
  };
}

/** One question at a time, and the answer that has its id. */
class Waiting {
  readonly #signal: AbortSignal;
  #id: Buffer | undefined;
  #settle: { resolve(answer: StunAnswer): void; reject(error: Error): void } | undefined;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  answerTo(id: Buffer): Promise<StunAnswer> {
    this.#id = id;
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      const stop = () => reject(new Error("no answer in time"));
      if (this.#signal.aborted) stop();
      else this.#signal.addEventListener("abort", stop, { once: true });
    });
  }

  take(message: Buffer): void {
    const answer = readStunAnswer(message);
    if (answer && this.#id?.equals(answer.id)) this.#settle?.resolve(answer);
  }

  fail(error: Error): void {
    this.#settle?.reject(error);
  }
}
