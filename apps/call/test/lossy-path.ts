import { createSocket, type RemoteInfo, type Socket } from "node:dgram";

/** A host candidate over UDP, in a candidate message or in a description. */
const UDP = /(candidate:\S+ \d+ udp \d+) (\S+ \d+)(?= typ host)/gi;
const TCP = /a=candidate:\S+ \d+ tcp [^\\]*\\r\\n/gi;
const PATHS = 24;

/** A real path for the media of one call, by way of this process: what is said of addresses is bent so, and packets get lost. */
export class LossyPath {
  /** Of the packets with sound and picture, in either direction: 0 to 1. */
  loss = 0;
  /** Packets that went through, and that did not. */
  passed = 0;
  dropped = 0;
  readonly #free: Socket[] = [];
  readonly #sockets: Socket[] = [];
  readonly #bent = new Map<string, number>();

  static async open(): Promise<LossyPath> {
    const path = new LossyPath();
    for (let left = PATHS; left > 0; left -= 1) {
      const socket = createSocket("udp4");
      await new Promise<void>((resolve) => socket.bind(0, "0.0.0.0", resolve));
      path.#free.push(socket);
      path.#sockets.push(socket);
    }
    return path;
  }

  /** A relayed message with our own places in place of the browsers'. */
  bend(body: unknown): unknown {
    const text = JSON.stringify(body)
      .replace(TCP, "")
      .replace(UDP, (_, begin, place) => `${begin} 127.0.0.1 ${this.#placeFor(place)}`);
    return JSON.parse(text);
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  /** `name`: address and port, as a candidate has them. */
  #placeFor(name: string): number {
    const [address, number] = name.split(" ");
    const target = { address, port: Number(number) };
    const known = this.#bent.get(name);
    if (known !== undefined) return known;
    const socket = this.#free.pop();
    if (socket === undefined) throw new Error("more candidates than paths");
    let peer: RemoteInfo | undefined;
    socket.on("message", (packet, from) => {
      const isBack = from.port === target.port;
      if (!isBack) peer = from;
      const to = isBack ? peer : target;
      if (to !== undefined && this.#passes(packet)) socket.send(packet, to.port, to.address);
    });
    const { port } = socket.address();
    this.#bent.set(name, port);
    return port;
  }

  /** RTP alone gets lost (RFC 7983): its reports, keys and checks do not. */
  #passes(packet: Buffer): boolean {
    const [first = 0, second = 0] = packet;
    const isRtp = first >= 128 && first <= 191 && !(second >= 192 && second <= 223);
    const isLost = isRtp && Math.random() < this.loss;
    if (isLost) this.dropped += 1;
    else if (isRtp) this.passed += 1;
    return !isLost;
  }
}
