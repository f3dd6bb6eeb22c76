import {
  type Call,
  CallError,
  type CallId,
  type DeviceId,
  type Me,
  type PersonId,
  PROTOCOL_VERSION,
  type PresenceStatus,
  type ProviderInfo,
  type Request,
  type ServerFrame,
  type Welcome,
} from "@ringline/protocol";
import type { ConnectionState } from "../api.ts";
import { CallBook, invitation, ringsFor } from "../calls/call-book.ts";
import { Connection } from "../connection/connection.ts";
import type { TokenSource } from "../connection/token-source.ts";
import type { FromLeader, PageId, Refusal, Sight, ToLeader } from "./messages.ts";
import { PresenceUnion } from "./presence-union.ts";
import { soundingPage } from "./sound-choice.ts";
import { TokenKeeper } from "./token-keeper.ts";

export interface HubOptions {
  server: string;
  tokens: TokenSource;
  /** Whom the group of pages is for, as its first token said. */
  person: PersonId;
  device: { id: DeviceId; label: string };
  /** The page that leads. */
  page: PageId;
  /** What that page knew before it led. */
  calls: Iterable<Call>;
  tell(message: FromLeader, to?: PageId): void;
  /** A token was for somebody else: this hub is of no use any more. */
  onOtherPerson(): void;
}

/** The leader's part: the one socket of a browser profile, and what all its pages are told. @see SPEC TABS */
export class Hub {
  #me: Me | undefined;
  #providers: readonly ProviderInfo[] = [];
  #state: ConnectionState = "connecting";
  #sound: PageId | undefined;
  readonly #options: HubOptions;
  readonly #book = new CallBook();
  readonly #sights = new Map<PageId, Sight>();
  readonly #underWay = new Set<string>();
  readonly #acknowledged = new Set<CallId>();
  readonly #connection: Connection;
  readonly #presence: PresenceUnion;
  readonly #token: TokenKeeper;

  constructor(options: HubOptions) {
    this.#options = options;
    for (const call of options.calls) this.#book.put(call);
    this.#token = new TokenKeeper(options.tokens, options.person, {
      renewed: (token) => this.#connection.send({ type: "token", token }),
      otherPerson: options.onOtherPerson,
    });
    this.#connection = new Connection({
      server: options.server,
      hello: async (fresh) => ({
        type: "hello",
        version: PROTOCOL_VERSION,
        page: options.page,
        holds: this.#book.holds(),
        device: options.device,
        token: await this.#token.get(fresh),
      }),
      inCall: () => this.#book.live().length > 0,
      onWelcome: (welcome) => this.#welcome(welcome),
      onFrame: (frame) => this.#handle(frame),
      onState: (state, code) => this.#setState(state, code),
      probe: () => this.#compare(),
    });
    this.#presence = new PresenceUnion({
      subscribe: async (people) =>
        statusMap((await this.#connection.request("presence.subscribe", { people })).people),
      unsubscribe: (people) => this.#connection.request("presence.unsubscribe", { people }),
      told: (people) => options.tell({ type: "presence", people }),
    });
  }

  start(): void {
    this.#options.tell({ type: "lead" });
    this.#connection.start();
  }

  /** Closes the socket; pages' requests stay theirs, for the next leader. */
  close(): void {
    this.#token.stop();
    this.#connection.stop();
  }

  /** What a page says. */
  take(page: PageId, message: ToLeader): void {
    switch (message.type) {
      case "enter":
        this.#see(page, message.sight);
        this.#presence.watch(page, message.people);
        this.#snapshot(page);
        break;
      case "watch":
        this.#presence.watch(page, message.people);
        this.#options.tell({ type: "presence", people: this.#known(message.people) }, page);
        break;
      case "sight":
        this.#see(page, message.sight);
        break;
      case "nudge":
        this.#connection.nudge();
        break;
      case "request":
        this.#forward(page, message);
        break;
      case "ask":
        this.#options.tell({ type: "here" }, page);
        break;
      case "exit":
        this.#presence.watch(page, []);
        this.#sights.delete(page);
        this.#chooseSound();
    }
  }

  #welcome({ me, calls, gone, providers }: Welcome): void {
    this.#me = me;
    this.#providers = providers;
    for (const call of calls) this.#book.put(call);
    this.#options.tell({ type: "welcome", me, calls, providers });
    for (const call of gone) this.#lose(call);
    this.#token.watch();
    for (const call of this.#book.live()) this.#acknowledge(call);
  }

  #handle(frame: ServerFrame): void {
    switch (frame.type) {
      case "call":
        this.#put(frame.call);
        break;
      case "call-gone":
        this.#lose(frame.call);
        break;
      case "presence":
        this.#tellPresence(statusMap(frame.people));
        break;
      case "me":
        this.#me = frame.me;
        this.#options.tell(frame);
        break;
      case "providers":
        this.#providers = frame.providers;
        this.#options.tell(frame);
        break;
      case "relay":
      case "relay-gap":
        this.#options.tell(frame);
        break;
      case "ping":
        if (this.#book.differs(frame.calls)) this.#compare();
    }
  }

  #tellPresence(people: Map<PersonId, PresenceStatus>): void {
    this.#presence.put(people);
    this.#options.tell({ type: "presence", people });
  }

  #put(call: Call): void {
    if (!this.#book.put(call)) return;
    this.#options.tell({ type: "call", call });
    this.#acknowledge(call);
  }

  #lose(call: CallId): void {
    if (this.#book.remove(call)) this.#options.tell({ type: "call-gone", call });
  }

  /** Asks for all live calls: a frame may have been lost, or the socket may be dead. */
  #compare(): void {
    const named = this.#book.live().map(({ id }) => id);
    this.#connection.request("calls.list", { named }).then(({ calls, gone }) => {
      for (const call of calls) this.#put(call);
      const told = new Set(calls.map(({ id }) => id));
      for (const id of [...gone, ...named]) {
        if (!told.has(id)) this.#lose(id);
      }
    }, ignore);
  }

  /** Says once that this device rings; again only when that was not heard. */
  #acknowledge(call: Call): void {
    if (call.phase === "ended") this.#acknowledged.delete(call.id);
    const person = this.#me?.party.id;
    if (!ringsFor(call, person) || invitation(call, person) !== "invited") return;
    if (this.#acknowledged.has(call.id)) return;
    this.#acknowledged.add(call.id);
    this.#connection
      .request("calls.ringing", { call: call.id })
      .catch(() => this.#acknowledged.delete(call.id));
  }

  #forward(page: PageId, { id, operation, input }: Request): void {
    const key = `${page} ${id}`;
    if (this.#underWay.has(key)) return;
    this.#underWay.add(key);
    this.#connection
      .request(operation, input)
      .then(
        (result) => this.#options.tell({ type: "response", id, result }, page),
        (error: unknown) =>
          this.#options.tell({ type: "response", id, problem: problemOf(error) }, page),
      )
      .finally(() => this.#underWay.delete(key));
  }

  #snapshot(page: PageId): void {
    const snapshot: FromLeader = {
      type: "snapshot",
      me: this.#me,
      calls: [...this.#book.calls.values()],
      providers: this.#providers,
      presence: new Map(this.#presence.statuses),
      state: this.#state,
      sound: this.#sound,
      device: this.#options.device.id,
    };
    this.#options.tell(snapshot, page);
  }

  #known(people: readonly PersonId[]): Map<PersonId, PresenceStatus> {
    const asked = new Set(people);
    return new Map([...this.#presence.statuses].filter(([person]) => asked.has(person)));
  }

  #setState(state: ConnectionState, code?: number): void {
    this.#state = state;
    this.#presence.setOnline(state === "connected");
    this.#options.tell({ type: "connection", state, code, end: this.#connection.end?.code });
  }

  #see(page: PageId, sight: Sight): void {
    this.#sights.set(page, sight);
    this.#chooseSound();
  }

  #chooseSound(): void {
    const page = soundingPage(this.#sights, this.#options.page);
    if (page === this.#sound) return;
    this.#sound = page;
    this.#options.tell({ type: "sound", page });
  }
}

/** An object with people's ids as its keys, as a map: ids may be `__proto__`. */
function statusMap(people: Record<PersonId, PresenceStatus>): Map<PersonId, PresenceStatus> {
  return new Map(Object.entries(people));
}

function problemOf(error: unknown): Refusal {
  return error instanceof CallError
    ? { ...error.details, code: error.code }
    : { code: "internal-error" };
}

function ignore(): void {}
