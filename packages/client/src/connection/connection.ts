import {
  CallError,
  type ClientFrame,
  type Hello,
  type Input,
  type OperationName,
  type Result,
  type ServerFrame,
  type Welcome,
} from "@ringline/protocol";
import type { ConnectionState } from "../api.ts";
import { closeError } from "./close-error.ts";
import { nextPhase, type Phase, type PhaseEvent } from "./phase.ts";
import { Requests } from "./requests.ts";
import { Silence } from "./silence.ts";

export interface ConnectionOptions {
  /** The call server's URL. */
  server: string;
  /** The first frame; `fresh`: the last token had run out. A `CallError` that it throws is final, anything else is tried again. */
  hello(fresh: boolean): Promise<Hello>;
  inCall(): boolean;
  onWelcome(welcome: Welcome): void;
  /** Every frame but welcome, response, ping's pong and goodbye. */
  onFrame(frame: ServerFrame): void;
  onState(state: ConnectionState, code?: number): void;
  /** Sends something that the server answers, to see whether it is still there. */
  probe(): void;
  /** From the open socket to the welcome, where the server may take longer than `OPENING_MS`. In milliseconds. */
  welcomeMs?: number;
}

/** From the first try to the welcome, or to the open socket where `welcomeMs` says how long the welcome takes. */
const OPENING_MS = 10_000;

/** A socket that comes back: hello and welcome, requests, liveness, retries. @see SPEC CLIENT */
export class Connection {
  #told: ConnectionState = "connecting";
  #phase: Phase = { name: "closed" };
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retryAfterMs: number | undefined;
  #end: CallError | undefined;
  readonly #options: ConnectionOptions;
  readonly #requests = new Requests((frame) => this.send(frame));
  readonly #silence: Silence;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#silence = new Silence({
      probe: () => options.probe(),
      silent: () => this.#move({ type: "lost" }),
    });
  }

  get state(): ConnectionState {
    const { name } = this.#phase;
    return name === "connected" || name === "closed" ? name : "connecting";
  }

  /** Why it is closed, if it is. */
  get end(): CallError | undefined {
    return this.#end;
  }

  start(): void {
    this.#end = undefined;
    this.#move({ type: "start" });
  }

  /** Closes for good; requests under way are rejected. */
  stop(error = new CallError("connection-lost")): void {
    this.#end ??= error;
    this.#move({ type: "stop" });
  }

  /** The network is back or the page is looked at: tries at once, or sees whether the socket still lives. */
  nudge(): void {
    if (this.#phase.name === "connected") this.#silence.suspect();
    this.#move({ type: "nudge" });
  }

  /** Sends a frame if there is a welcomed connection; else it is dropped. */
  send(frame: ClientFrame): void {
    if (this.#phase.name === "connected") this.#socket?.send(JSON.stringify(frame));
  }

  /** Waits for a connection if there is none, and is sent again after a reconnect. @see SPEC CLIENT3 */
  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs?: number,
  ): Promise<Result<Name>> {
    return this.#end
      ? Promise.reject(this.#end)
      : this.#requests.request(operation, input, patienceMs);
  }

  #move(event: PhaseEvent): void {
    const before = this.#phase;
    this.#phase = nextPhase(before, event, {
      now: performance.now(),
      inCall: this.#options.inCall(),
    });
    if (this.#phase === before) return;
    if (this.#phase.name !== "connected") this.#hangUp();
    this.#enter(this.#phase);
  }

  #enter(phase: Phase): void {
    switch (phase.name) {
      case "opening":
        this.#arm(OPENING_MS, { type: "lost" });
        this.#tell("connecting");
        this.#open(phase);
        break;
      case "waiting":
        this.#arm(phase.delayMs, { type: "due" });
        this.#tell("connecting");
        break;
      case "connected":
        clearTimeout(this.#timer);
        break;
      case "closed":
        this.#end ??= closeError(phase.code);
        this.#requests.failAll(this.#end);
        this.#tell("closed", phase.code);
    }
  }

  #arm(ms: number, event: PhaseEvent): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#move(event), ms);
  }

  #open(phase: Phase & { name: "opening" }): void {
    const mine = () => this.#phase === phase;
    const dial = (hello: Hello) => mine() && this.#dial(hello);
    // A socket that the page's policy forbids throws as well.
    const fail = (error: unknown) => {
      if (!mine()) return;
      if (error instanceof CallError) this.stop(error);
      else this.#move({ type: "lost" });
    };
    this.#options.hello(phase.fresh).then(dial).catch(fail);
  }

  #dial(hello: Hello): void {
    const socket = new WebSocket(socketUrl(this.#options.server));
    this.#socket = socket;
    const { welcomeMs } = this.#options;
    socket.onopen = () => {
      if (welcomeMs) this.#arm(welcomeMs, { type: "lost" });
      socket.send(JSON.stringify(hello));
    };
    socket.onmessage = ({ data }) => this.#receive(JSON.parse(data) as ServerFrame);
    socket.onclose = ({ code }) =>
      this.#move({ type: "lost", code, retryAfterMs: this.#retryAfterMs });
  }

  /** Forgets the socket: what it still says is heard by nobody. */
  #hangUp(): void {
    clearTimeout(this.#timer);
    this.#silence.stop();
    this.#retryAfterMs = undefined;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === "welcome") this.#welcome(frame);
    else if (frame.type === "goodbye") this.#retryAfterMs = frame.retryAfterMs;
    else if (frame.type === "response") this.#requests.settle(frame);
    else this.#options.onFrame(frame);
    if (frame.type === "ping") this.send({ type: "pong" });
    if (this.#phase.name === "connected") this.#silence.heard();
  }

  #tell(state: ConnectionState, code?: number): void {
    if (state === this.#told) return;
    this.#told = state;
    this.#options.onState(state, code);
  }

  #welcome(welcome: Welcome): void {
    this.#move({ type: "welcome" });
    this.#options.onWelcome(welcome);
    this.#silence.heard();
    this.#requests.resend();
    this.#tell("connected");
  }
}

function socketUrl(server: string): string {
  return `${server.replace(/^http/, "ws").replace(/\/$/, "")}/v1/socket`;
}
