import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { networkInterfaces } from "node:os";

const HEADER = 20;
const MAGIC = 0x2112a442;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;

/** STUN (RFC 8489) on this machine's own address, as a site in one office network has it; `isSilent`: takes all, answers none. */
export class StunServer {
  readonly url: string;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    const { address, port } = socket.address();
    this.url = `stun:${address}:${port}`;
    this.#socket = socket;
  }

  static async start({ isSilent = false } = {}): Promise<StunServer> {
    const socket = createSocket("udp4");
    socket.on("message", (request, { address, port }) => {
      if (!isSilent) socket.send(answerTo(request, address, port), port, address);
    });
    socket.bind(0, ownAddress());
    await once(socket, "listening");
    return new StunServer(socket);
  }

  stop(): void {
    this.#socket.close();
  }
}

function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? "127.0.0.1";
}

/** Where the request came from. */
function answerTo(request: Buffer, address: string, port: number): Buffer {
  const answer = Buffer.alloc(HEADER + 12);
  answer.writeUInt16BE(BINDING_SUCCESS, 0);
  answer.writeUInt16BE(12, 2);
  request.copy(answer, 4, 4, HEADER);
  answer.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER);
  answer.writeUInt16BE(8, HEADER + 2);
  answer.writeUInt8(1, HEADER + 5);
  answer.writeUInt16BE(port ^ (MAGIC >>> 16), HEADER + 6);
  const octets = Buffer.from(address.split(".").map(Number));
  answer.writeUInt32BE((octets.readUInt32BE() ^ MAGIC) >>> 0, HEADER + 8);
  return answer;
}
