import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  type Call,
  type CallId,
  type ClientFrame,
  type DeviceHello,
  type Hello,
  type Input,
  type OperationName,
  PROTOCOL_VERSION,
  type Problem,
  type Result,
  type SeatHello,
  type ServerFrame,
  type Welcome,
} from "@ringline/protocol";
import { type ClientOptions as SocketOptions, WebSocket } from "ws";

/** A refusal, as it came over the wire. */
export class WireProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail ?? problem.title}`);
    this.problem = problem;
  }
}

/** The first frame of a device. */
export function deviceHello(token: string, device: string = randomUUID()): DeviceHello {
  return {
    type: "hello",
    version: PROTOCOL_VERSION,
    token,
    device: { id: device, label: "Wire client" },
    page: randomUUID(),
    holds: {},
  };
}

/** The first frame of a call page. */
export function seatHello(seatSecret: string): SeatHello {
  return {
    type: "hello",
    version: PROTOCOL_VERSION,
    seatSecret,
    page: randomUUID(),
    holds: {},
    relaySeen: 0,
  };
}

/** A secret for a call page, and the hash of it that `calls.place` and `calls.answer` carry. */
export function seatKey(): { secret: string; seat: string } {
  const secret = randomBytes(32).toString("base64url");
  return { secret, seat: createHash("sha256").update(secret).digest("base64url") };
}

type FrameListener = (frame: ServerFrame) => void;

/** Speaks the protocol without any of our SDK: what goes over the wire, and nothing that heals it. */
export class WireClient {
  readonly welcome: Welcome;
  /** The newest record of each call that was told. */
  readonly calls = new Map<CallId, Call>();
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #listeners = new Set<FrameListener>();
  #requests = 0;
  #relayed = 0;

  private constructor(socket: WebSocket, welcome: Welcome) {
    this.#socket = socket;
    this.welcome = welcome;
    for (const call of welcome.calls) this.calls.set(call.id, call);
    socket.on("message", (text: Buffer) => this.#take(JSON.parse(text.toString())));
    this.closed = once(socket, "close").then(([code]) => this.#giveUp(Number(code)));
  }

  /** Settles with the welcome; rejects when the socket ends before, with its close code in the message. */
  static async connect(
    server: string,
    hello: Hello,
    options: SocketOptions = {},
  ): Promise<WireClient> {
    const url = `${server.replace("http", "ws")}/v1/socket`;
    const socket = new WebSocket(url, options);
    const refused = once(socket, "close").then(([code]) => {
      throw new Error(`the socket closed with ${code} before the welcome`);
    });
    refused.catch(() => undefined);
    await Promise.race([once(socket, "open"), refused]);
    socket.send(JSON.stringify(hello));
    const [text] = await Promise.race([once(socket, "message"), refused]);
    return new WireClient(socket, JSON.parse(String(text)) as Welcome);
  }

  /** @throws {WireProblem} a refusal; Error when the socket ends before the response */
  request<Name extends OperationName>(operation: Name, input: Input<Name>): Promise<Result<Name>> {
    const id = ++this.#requests;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#send({ type: "request", id, operation, input } as ClientFrame);
    return waiting.promise as Promise<Result<Name>>;
  }

  /** Sends a relay message to the other seats of the call. */
  relay(call: CallId, body: unknown): void {
    this.#relayed += 1;
    this.#send({ type: "relay", call, n: this.#relayed, body });
  }

  /** Says that everything up to `seq` was handled. */
  relaySeen(call: CallId, seq: number): void {
    this.#send({ type: "relay-seen", call, seq });
  }

  /** The listener gets each frame that comes from now on. Returns the function that takes it off. */
  onFrame(listener: FrameListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first record of a call, present or coming, that fits. */
  callThat(fits: (call: Call) => boolean, withinMs = 10_000): Promise<Call> {
    const present = [...this.calls.values()].find(fits);
    if (present) return Promise.resolve(present);
    const { promise, resolve, reject } = Promise.withResolvers<Call>();
    const timer = setTimeout(() => reject(new Error(`no such call: ${fits}`)), withinMs);
    const off = this.onFrame((frame) => {
      if (frame.type === "call" && fits(frame.call)) resolve(frame.call);
    });
    return promise.finally(() => {
      clearTimeout(timer);
      off();
    });
  }

  close(): Promise<number> {
    this.#socket.close(1000);
    return this.closed;
  }

  /** Ends the socket as a crash does: without a close frame. */
  terminate(): void {
    this.#socket.terminate();
  }

  #send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }

  #take(frame: ServerFrame): void {
    if (frame.type === "ping") this.#send({ type: "pong" });
    if (frame.type === "response") this.#settle(frame);
    if (frame.type === "call") this.calls.set(frame.call.id, frame.call);
    if (frame.type === "call-gone") this.calls.delete(frame.call);
    for (const listener of [...this.#listeners]) listener(frame);
  }

  #settle({ id, result, problem }: Extract<ServerFrame, { type: "response" }>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem) waiting?.reject(new WireProblem(problem));
    else waiting?.resolve(result);
  }

  #giveUp(code: number): number {
    for (const { reject } of this.#waiting.values())
      reject(new Error(`the socket closed with ${code} before the response`));
    this.#waiting.clear();
    return code;
  }
}
