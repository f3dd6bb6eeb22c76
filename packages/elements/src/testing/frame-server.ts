import type { Server } from "node:http";
import {
  type Call,
  CallError,
  type ClientFrame,
  type PresenceStatus,
  type ProviderInfo,
  type Request,
  type ServerFrame,
} from "@ringline/protocol";
import { type WebSocket, WebSocketServer } from "ws";

/** What a request is answered with; a thrown `CallError` becomes its problem. */
export type Answer = (request: Request) => unknown;

/** What is offered unless a test says otherwise. */
const IN_BROWSER: ProviderInfo = {
  id: "webrtc",
  connector: "webrtc",
  title: "In the browser",
  description: "",
  targets: ["user"],
  media: ["audio", "video"],
  features: [],
  grant: "session",
  log: false,
};

/**
 * The socket door of a call server, as small as a page can live with: it welcomes whoever says hello as the person of the
 * token, tells calls and presence as the test says, and answers as the test says.
 */
export class FrameServer {
  readonly requests: Request[] = [];
  readonly presence = new Map<string, PresenceStatus>();
  answer: Answer = () => ({});
  /** Of Anna. */
  roles: string[] = [];
  #isAway = false;
  #missedCalls = 0;
  #providers: ProviderInfo[] = [IN_BROWSER];
  readonly #calls = new Map<string, Call>();
  readonly #sockets = new Set<WebSocket>();
  readonly #server: WebSocketServer;

  constructor(http: Server) {
    this.#server = new WebSocketServer({ server: http, path: "/v1/socket" });
    this.#server.on("connection", (socket) => {
      if (this.#isAway) return socket.terminate();
      socket.on("message", (text) => this.#hear(socket, JSON.parse(String(text))));
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  /** Keeps a call's new record and tells everybody. */
  put(call: Call): void {
    this.#calls.set(call.id, call);
    this.#tell({ type: "call", call });
  }

  setPresence(person: string, status: PresenceStatus): void {
    this.presence.set(person, status);
    this.#tell({ type: "presence", people: { [person]: status } });
  }

  requested<Name extends Request["operation"]>(operation: Name): (Request & { operation: Name })[] {
    return this.requests.filter(
      (request): request is Request & { operation: Name } => request.operation === operation,
    );
  }

  /** Tells what may be chosen. */
  setProviders(providers: ProviderInfo[]): void {
    this.#providers = providers;
    this.#tell({ type: "providers", providers });
  }

  /** Tells how many missed calls Anna has not looked at. */
  setMissedCalls(count: number): void {
    this.#missedCalls = count;
    const party = { type: "user", id: "anna", name: "Anna Schmidt" } as const;
    this.#tell({ type: "me", me: { party, roles: [], status: "available", missedCalls: count } });
  }

  /** Forgets everything and ends all sockets, for the next test. */
  reset(): void {
    for (const socket of this.#sockets) socket.terminate();
    this.#isAway = false;
    this.#calls.clear();
    this.presence.clear();
    this.requests.length = 0;
    this.#missedCalls = 0;
    this.roles = [];
    this.#providers = [IN_BROWSER];
    this.answer = () => ({});
  }

  /** Ends all sockets; pages come back by themselves. */
  cut(code: number): void {
    for (const socket of this.#sockets) socket.close(code);
  }

  /** Ends all sockets and takes none until it is back. */
  setAway(isAway: boolean): void {
    this.#isAway = isAway;
    if (isAway) for (const socket of this.#sockets) socket.terminate();
  }

  close(): void {
    this.reset();
    this.#server.close();
  }

  #tell(frame: ServerFrame): void {
    for (const socket of this.#sockets) socket.send(JSON.stringify(frame));
  }

  #hear(socket: WebSocket, frame: ClientFrame): void {
    if (frame.type === "request") this.#reply(socket, frame);
    if (frame.type !== "hello" || !("token" in frame)) return;
    this.#sockets.add(socket);
    const { sub, name } = JSON.parse(atob(frame.token.split(".")[1] ?? ""));
    const welcome: ServerFrame = {
      type: "welcome",
      version: 1,
      session: "s1",
      me: {
        party: { type: "user", id: sub, name },
        roles: this.roles,
        status: "available",
        missedCalls: this.#missedCalls,
      },
      calls: [...this.#calls.values()].filter(({ phase }) => phase !== "ended"),
      gone: [],
      providers: this.#providers,
      features: [],
    };
    socket.send(JSON.stringify(welcome));
  }

  #reply(socket: WebSocket, request: Request): void {
    const { id } = request;
    // The page's log is none of a test's requests.
    if (request.operation === "logs.write") {
      socket.send(JSON.stringify({ type: "response", id, result: { kept: 0, wanted: [] } }));
      return;
    }
    this.requests.push(request);
    try {
      socket.send(JSON.stringify({ type: "response", id, result: this.#result(request) }));
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      const { code, status, message, details } = error;
      const problem = { type: "about:blank", title: message, status, code, ...details };
      socket.send(JSON.stringify({ type: "response", id, problem }));
    }
  }

  #result(request: Request): unknown {
    if (request.operation === "presence.subscribe") {
      const people = request.input.people.map((id) => [id, this.presence.get(id) ?? "offline"]);
      return { people: Object.fromEntries(people) };
    }
    if (request.operation === "calls.list") {
      return { calls: [...this.#calls.values()], gone: [] };
    }
    return this.answer(request);
  }
}
