import type { ClientFrame, Hello, ServerFrame, Welcome } from "@ringline/protocol";
import { type OperationName, type Operations, PROTOCOL_VERSION } from "@ringline/protocol";
import { type ClientOptions, WebSocket } from "ws";

type FrameOf<Type extends ServerFrame["type"]> = Extract<ServerFrame, { type: Type }>;

/** A bare client of the socket door: sends frames, keeps all that came, answers pings unless told not to. */
export class TestSocket {
  readonly socket: WebSocket;
  readonly frames: ServerFrame[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  answersPings = true;
  #lastId = 0;
  #wake: (() => void)[] = [];

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(`${url.replace(/^http/, "ws")}/v1/socket`, options);
    this.socket.on("message", (data) => this.#take(JSON.parse(String(data)) as ServerFrame));
    this.closed = new Promise((resolve) => {
      this.socket.on("close", (code, reason) => {
        resolve({ code, reason: reason.toString() });
        this.#wakeAll();
      });
    });
    this.socket.on("error", () => {});
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING)
      await new Promise((resolve, reject) => {
        this.socket.once("open", resolve);
        this.socket.once("error", reject);
      });
    return this;
  }

  send(frame: ClientFrame | Record<string, unknown>): void {
    this.socket.send(JSON.stringify(frame));
  }

  async hello(hello: HelloWithout): Promise<Welcome> {
    await this.opened();
    this.send({
      type: "hello",
      version: PROTOCOL_VERSION,
      page: randomName(),
      holds: {},
      ...hello,
    });
    return this.next("welcome");
  }

  /** The result of a request. @throws the problem */
  async request<Name extends OperationName>(
    operation: Name,
    input: Operations[Name]["input"],
  ): Promise<Operations[Name]["result"]> {
    this.#lastId += 1;
    const id = this.#lastId;
    this.send({ type: "request", id, operation, input });
    const response = await this.next("response", (frame) => frame.id === id);
    if (response.problem) throw response.problem;
    return response.result as Operations[Name]["result"];
  }

  /** The next frame of this type that fits and was not taken before; frames that came earlier count. */
  async next<Type extends ServerFrame["type"]>(
    type: Type,
    fits: (frame: FrameOf<Type>) => boolean = () => true,
    mostMs = 5_000,
  ): Promise<FrameOf<Type>> {
    const deadline = performance.now() + mostMs;
    for (;;) {
      const index = this.frames.findIndex(
        (frame) => frame.type === type && fits(frame as FrameOf<Type>),
      );
      if (index >= 0) return this.frames.splice(index, 1)[0] as FrameOf<Type>;
      const left = deadline - performance.now();
      if (left <= 0 || this.socket.readyState === WebSocket.CLOSED)
        throw new Error(`no such ${type}; got ${JSON.stringify(this.frames).slice(0, 2_000)}`);
      await this.#news(left);
    }
  }

  close(): void {
    this.socket.close();
  }

  #take(frame: ServerFrame): void {
    if (frame.type === "ping" && this.answersPings) this.send({ type: "pong" });
    this.frames.push(frame);
    this.#wakeAll();
  }

  #news(mostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, mostMs);
      this.#wake.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #wakeAll(): void {
    const wake = this.#wake;
    this.#wake = [];
    for (const one of wake) one();
  }
}

type Part<Kind> = Kind extends Hello ? Omit<Kind, "type" | "version" | "page" | "holds"> : never;
type HelloWithout = Part<Hello> & Partial<Pick<Hello, "page" | "holds" | "version">>;

/** A random name as clients choose them. */
export function randomName(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64url");
}
