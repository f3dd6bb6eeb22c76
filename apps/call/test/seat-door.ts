import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { quietContext } from "@ringline/connector-spi/conformance";
import { webrtc } from "@ringline/connector-webrtc/server";
import {
  type ActiveCall,
  type Call,
  CLOSE_CODES,
  type ClientFrame,
  type EndedCall,
  type EndReason,
  type JoinGrant,
  type LogEntry,
  type Participant,
  type Person,
  PROTOCOL_VERSION,
  type Request,
  type RingingCall,
  type SeatHello,
  type ServerFrame,
} from "@ringline/protocol";
import { type WebSocket, WebSocketServer } from "ws";

type SeatId = "p1" | "p2";

const PEOPLE: Record<SeatId, Person> = {
  p1: { type: "user", id: "anna", name: "Anna Berger" },
  p2: { type: "user", id: "bob", name: "Bob Okafor" },
};

/** One call and its two seats behind a real socket that speaks the protocol's frames; the test moves the call. */
export class SeatDoor {
  readonly secrets: Record<SeatId, string> = { p1: newSecret(), p2: newSecret() };
  readonly requests: Request[] = [];
  /** What pages logged, in order. */
  readonly logs: LogEntry[] = [];
  /** Which seats said goodbye. */
  readonly byes: SeatId[] = [];
  call: Call = ringingCall();
  /** What seats get instead of a grant of the webrtc connector. */
  grant: JoinGrant | undefined;
  /** A seat has just been granted its way in. */
  onJoin = (_: SeatId): void => {};
  /** What becomes of a relayed message on its way. */
  bend = (body: unknown): unknown => body;
  readonly #sockets = new Map<SeatId, WebSocket>();
  readonly #relay: { seq: number; from: SeatId; body: unknown }[] = [];
  readonly #server: WebSocketServer;
  #isAway = false;

  constructor(server: Server) {
    this.#server = new WebSocketServer({ server, path: "/v1/socket" });
    this.#server.on("connection", (socket) => {
      if (this.#isAway) socket.terminate();
      else socket.once("message", (text) => this.#hello(socket, JSON.parse(String(text))));
    });
  }

  /** As the site's token names somebody. */
  rename(seat: SeatId, name: string): void {
    const { participants: parties } = this.call;
    this.call = {
      ...this.call,
      participants: parties.map((one) =>
        one.id === seat ? { ...one, party: { ...PEOPLE[seat], name } } : one,
      ),
    };
  }

  /** The callee's devices ring. */
  ring(): void {
    this.#change({ ...this.call, participants: this.#with("ringing") } as RingingCall);
  }

  answer(): void {
    const { ringDeadline: _, ...parts } = this.call as RingingCall;
    const active: Omit<ActiveCall, "revision"> = {
      ...parts,
      phase: "active",
      startedAt: new Date().toISOString(),
      participants: this.#with("joined"),
    };
    this.#change(active);
  }

  end(endReason: EndReason, rest: Pick<EndedCall, "problem"> = {}, leaver?: SeatId): void {
    const endedAt = new Date().toISOString();
    const ended = { ...this.call, phase: "ended", endedAt, endReason, ...rest } as EndedCall;
    if (leaver !== undefined)
      ended.participants = ended.participants.map((participant) =>
        participant.id === leaver ? { ...participant, state: "left" } : participant,
      );
    this.#change(ended);
  }

  /** As if the server were gone: sockets are cut and refused. */
  vanish(): void {
    this.#isAway = true;
    for (const socket of this.#sockets.values()) socket.terminate();
  }

  comeBack(): void {
    this.#isAway = false;
  }

  closeSeat(seat: SeatId, code: keyof typeof CLOSE_CODES): void {
    this.#sockets.get(seat)?.close(CLOSE_CODES[code]);
  }

  close(): void {
    for (const socket of this.#sockets.values()) socket.terminate();
    this.#server.close();
  }

  #hello(socket: WebSocket, { seatSecret, relaySeen }: SeatHello): void {
    const seat = (["p1", "p2"] as const).find((id) => this.secrets[id] === seatSecret);
    if (seat === undefined) socket.close(CLOSE_CODES["session-expired"]);
    else this.#seat(seat, { socket, relaySeen });
  }

  #seat(seat: SeatId, { socket, relaySeen }: { socket: WebSocket; relaySeen: number }): void {
    this.#sockets.set(seat, socket);
    this.secrets[seat] = newSecret();
    this.#send(seat, this.#welcome(seat));
    for (const message of this.#relay)
      if (message.from !== seat && message.seq > relaySeen) this.#deliver(seat, message);
    socket.on("message", (text) => void this.#take(seat, JSON.parse(String(text))));
  }

  #welcome(seat: SeatId): ServerFrame {
    return {
      type: "welcome",
      version: PROTOCOL_VERSION,
      session: "s",
      me: { party: PEOPLE[seat], roles: [] },
      calls: [this.call],
      gone: [],
      providers: [],
      features: [],
      now: new Date().toISOString(),
      seat: { call: this.call.id, participant: seat, epoch: 1, nextSecret: this.secrets[seat] },
    };
  }

  async #take(seat: SeatId, frame: ClientFrame): Promise<void> {
    if (frame.type === "bye") this.byes.push(seat);
    if (frame.type === "relay") this.#keep(seat, this.bend(frame.body));
    if (frame.type !== "request") return;
    if (frame.operation === "logs.write") {
      this.logs.push(...frame.input.entries);
      this.#send(seat, { type: "response", id: frame.id, result: { kept: 0, wanted: ["webrtc"] } });
      return;
    }
    this.requests.push(frame);
    const grant = frame.operation === "calls.join" ? await this.#admit(seat) : undefined;
    if (this.call.phase !== "ended") this.#endFor(seat, frame);
    this.#send(seat, { type: "response", id: frame.id, result: { call: this.call, grant } });
    if (frame.operation === "calls.join") this.onJoin(seat);
  }

  #endFor(seat: SeatId, { operation, input }: Request): void {
    if (operation === "calls.cancel") this.end("cancelled");
    if (operation !== "calls.leave") return;
    const { reason, problem } = input;
    this.end(reason ?? "hung-up", problem === undefined ? {} : { problem }, seat);
  }

  #with(callee: Participant["state"]): Participant[] {
    return this.call.participants.map((one) => (one.id === "p2" ? { ...one, state: callee } : one));
  }

  #keep(from: SeatId, body: unknown): void {
    const message = { seq: this.#relay.length + 1, from, body };
    this.#relay.push(message);
    this.#deliver(from === "p1" ? "p2" : "p1", message);
  }

  #deliver(seat: SeatId, message: { seq: number; from: SeatId; body: unknown }): void {
    this.#send(seat, { type: "relay", call: this.call.id, ...message });
  }

  async #admit(seat: SeatId): Promise<JoinGrant> {
    if (this.grant !== undefined) return this.grant;
    const running = await webrtc.start({
      settings: webrtc.manifest.parseSettings({}),
      ...quietContext("webrtc"),
      clock: { now: () => Date.now() },
    });
    const { id, provider, media, title } = this.call;
    const call = { id, provider, media, title, participants: participants("joined") };
    const entry = { call, participant: { id: seat, party: PEOPLE[seat] }, seat: { epoch: 1 } };
    return running.admit(entry, AbortSignal.timeout(1_000));
  }

  #change(call: Omit<Call, "revision">): void {
    this.call = { ...call, revision: this.call.revision + 1 } as Call;
    for (const seat of this.#sockets.keys()) this.#send(seat, { type: "call", call: this.call });
  }

  #send(seat: SeatId, frame: ServerFrame): void {
    this.#sockets.get(seat)?.send(JSON.stringify(frame));
  }
}

function participants(callee: Participant["state"]): Participant[] {
  return [
    { id: "p1", party: PEOPLE.p1, role: "caller", state: "joined" },
    { id: "p2", party: PEOPLE.p2, role: "callee", state: callee },
  ];
}

function ringingCall(): RingingCall {
  return {
    id: randomBytes(16).toString("base64url"),
    revision: 1,
    target: { type: "user", id: "bob" },
    caller: PEOPLE.p1,
    provider: "webrtc",
    media: "video",
    title: "",
    participants: participants("invited"),
    createdAt: new Date().toISOString(),
    phase: "ringing",
    ringDeadline: new Date(Date.now() + 45_000).toISOString(),
  };
}

function newSecret(): string {
  return randomBytes(32).toString("base64url");
}
