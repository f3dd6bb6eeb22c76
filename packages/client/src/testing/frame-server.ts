import type { AddressInfo } from "node:net";
import {
  type Call,
  CallError,
  type CallId,
  type ClientFrame,
  type DeviceHello,
  type Hello,
  type PersonId,
  type Request,
  type SeatHello,
  type ServerFrame,
} from "@ringline/protocol";
import { type WebSocket, WebSocketServer } from "ws";

/** What a request is answered with; a thrown `CallError` becomes its problem, `undefined` is no answer. */
type Answer = (request: Request, socket: FrameSocket) => unknown;

/** One welcomed socket, seen from the server. */
export class FrameSocket {
  readonly hello: Hello;
  readonly person: PersonId;
  readonly received: ClientFrame[] = [];
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, hello: Hello) {
    this.#socket = socket;
    this.hello = hello;
    this.person = "token" in hello ? personOf(hello) : "seat";
  }

  send(frame: ServerFrame | { type: "from-the-future" }): void {
    this.#socket.send(JSON.stringify(frame));
  }

  close(code: number, retryAfterMs?: number): void {
    if (retryAfterMs !== undefined) this.send({ type: "goodbye", code, retryAfterMs });
    this.#socket.close(code);
  }

  /** The network is cut: no close handshake. */
  cut(): void {
    this.#socket.terminate();
  }

  requests<Name extends Request["operation"]>(operation: Name): (Request & { operation: Name })[] {
    return this.received.filter(
      (frame): frame is Request & { operation: Name } =>
        frame.type === "request" && frame.operation === operation,
    );
  }
}

/**
 * A small real socket server that speaks the frames of the protocol: it keeps calls, welcomes whoever says hello, and
 * answers as the test says. What it sends can be cut or doubled on the way.
 */
export class FrameServer {
  readonly calls = new Map<CallId, Call>();
  /** Every hello, in order of arrival. */
  readonly hellos: Hello[] = [];
  /** Open and welcomed. */
  readonly sockets = new Set<FrameSocket>();
  answer: Answer = () => ({});
  /** Called instead of the welcome if it is there. */
  onHello: ((socket: FrameSocket) => void) | undefined;
  /** The server's clock, for seats. */
  now = (): string => new Date().toISOString();
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer) {
    this.#server = server;
    server.on("connection", (socket) => this.#accept(socket));
  }

  static async start(port = 0): Promise<FrameServer> {
    const server = new WebSocketServer({ host: "127.0.0.1", port });
    await new Promise((resolve) => server.once("listening", resolve));
    return new FrameServer(server);
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The only socket that is open. */
  get socket(): FrameSocket {
    const [socket, ...more] = this.sockets;
    if (!socket || more.length > 0) throw new Error(`${this.sockets.size} sockets are open`);
    return socket;
  }

  /** Keeps a call's new record and tells everybody. */
  put(call: Call): void {
    this.calls.set(call.id, call);
    for (const socket of this.sockets) socket.send({ type: "call", call });
  }

  /** State first: all live calls, and the end of each that the client holds. */
  welcome(socket: FrameSocket, seat?: { call: CallId; epoch: number; nextSecret: string }): void {
    const held = Object.keys(socket.hello.holds);
    this.sockets.add(socket);
    socket.send({
      type: "welcome",
      version: 1,
      session: `s${this.hellos.length}`,
      me: { party: { type: "user", id: socket.person, name: socket.person }, roles: [] },
      calls: [...this.calls.values()].filter(
        ({ id, phase }) => phase !== "ended" || held.includes(id),
      ),
      gone: held.filter((id) => !this.calls.has(id)),
      providers: [],
      features: [],
      ...(seat && { seat: { participant: "p1", ...seat }, now: this.now() }),
    });
  }

  async stop(): Promise<void> {
    for (const socket of this.#server.clients) socket.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #accept(socket: WebSocket): void {
    let seen: FrameSocket | undefined;
    socket.on("message", (text) => {
      const frame = JSON.parse(String(text)) as ClientFrame;
      if (frame.type === "hello") {
        seen = new FrameSocket(socket, frame);
        this.hellos.push(frame);
        if (this.onHello) this.onHello(seen);
        else this.welcome(seen);
      } else if (seen) {
        seen.received.push(frame);
        if (frame.type === "request") this.#reply(seen, frame);
      }
    });
    socket.on("close", () => seen && this.sockets.delete(seen));
    socket.on("error", () => {});
  }

  #reply(socket: FrameSocket, request: Request): void {
    const { id } = request;
    try {
      const result = this.#result(socket, request);
      if (result !== undefined) socket.send({ type: "response", id, result });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, status, message, details } = error;
      const problem = { type: "about:blank", title: message, status, code, reference: "12345678" };
      socket.send({ type: "response", id, problem: { ...problem, ...details } });
    }
  }

  #result(socket: FrameSocket, request: Request): unknown {
    if (request.operation !== "calls.list") return this.answer(request, socket);
    const named = request.input.named ?? [];
    const calls = [...this.calls.values()];
    return {
      calls: calls.filter(({ id, phase }) => phase !== "ended" || named.includes(id)),
      gone: named.filter((id) => !this.calls.has(id)),
    };
  }
}

function personOf({ token }: DeviceHello): PersonId {
  const payload = token.split(".")[1] ?? "";
  return (JSON.parse(Buffer.from(payload, "base64").toString()) as { sub: PersonId }).sub;
}

/** The secret that a seat's hello shows. */
export function secretOf(hello: Hello | undefined): string | undefined {
  return (hello as SeatHello | undefined)?.seatSecret;
}
