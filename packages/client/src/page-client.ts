import {
  type Call,
  CallError,
  type CallId,
  type CallTarget,
  type ChosenStatus,
  type Input,
  type OperationName,
  type PersonId,
  PROTOCOL_VERSION,
  type PresenceStatus,
  type Result,
} from "@ringline/protocol";
import type {
  CallClient,
  Channel,
  ClientEvents,
  ClientOptions,
  PlaceOptions,
  SeatClaim,
} from "./api.ts";
import { backoffMs } from "./connection/backoff.ts";
import { Requests } from "./connection/requests.ts";
import { TokenSource } from "./connection/token-source.ts";
import { deviceLabel } from "./device.ts";
import { Listeners } from "./listeners.ts";
import { documentHooks, followPage } from "./page-life.ts";
import { PageSight } from "./page-sight.ts";
import { type PageEvents, PageState } from "./page-state.ts";
import { PresenceWatch } from "./presence-watch.ts";
import { newSeatKey } from "./seat/seat-key.ts";
import { randomId } from "./seat/secret.ts";
import { Hub } from "./tabs/hub.ts";
import { type FromLeader, TABS_VERSION } from "./tabs/messages.ts";
import { Tabs } from "./tabs/tabs.ts";

/** A site that gives no token within this time is asked again. */
const TOKEN_MS = 10_000;

/** One page's client: commands go to the leader of the browser's pages, and what the leader tells is kept here. */
export class PageClient implements CallClient {
  readonly server: string;
  #tabs: Tabs | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  /** Counts the beginnings, so that what an earlier one still waits for is left alone. */
  #round = 0;
  #end: CallError | undefined;
  readonly #options: ClientOptions;
  readonly #ready = Promise.withResolvers<void>();
  readonly #id = randomId();
  readonly #listeners = new Listeners<PageEvents>();
  readonly #state = new PageState(this.#id, this.#listeners, (person) =>
    this.#watch.people.has(person),
  );
  /** For the next press. */
  #seatKey = newSeatKey();
  readonly #sight: PageSight;
  readonly #tokens: TokenSource;
  readonly #requests = new Requests((frame) => this.#tabs?.tell(frame));
  readonly #watch = new PresenceWatch((people) => this.#tabs?.tell({ type: "watch", people }));
  readonly #unfollow: readonly (() => void)[];

  constructor(options: ClientOptions) {
    this.server = options.server;
    this.#options = options;
    this.#sight = new PageSight(options.page ?? documentHooks(), (returned) =>
      this.#look(returned),
    );
    this.#tokens = new TokenSource(() => options.getToken());
    // Who does not wait for it need not handle it.
    this.ready.catch(() => {});
    this.#unfollow = [
      this.#sight.stop,
      followPage({
        onNudge: () => this.#nudge(),
        onHide: () => {
          this.#listeners.emit("leaving", undefined);
          this.#suspend();
        },
        onShow: () => this.#begin(),
      }),
      this.#listeners.on("presenceChanged", ({ person, status }) =>
        this.#watch.tell(person, status),
      ),
    ];
    this.#begin();
  }

  get ready() {
    return this.#ready.promise;
  }

  get state() {
    return this.#state.state;
  }

  get end() {
    return this.#end;
  }

  get me() {
    return this.#state.me;
  }

  get deviceId() {
    return this.#state.device;
  }

  get calls() {
    return this.#state.calls;
  }

  get providers() {
    return this.#state.providers;
  }

  get isLeader() {
    return this.#tabs?.isLeader ?? false;
  }

  get sounds() {
    return this.#state.sounds;
  }

  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void) {
    return this.#listeners.on(name, listener);
  }

  placeCall(target: CallTarget, options: PlaceOptions = {}): SeatClaim {
    const key = randomId();
    return this.#claim((seat) =>
      this.request("calls.place", { key, target, media: "video", ...options, seat }),
    );
  }

  answerCall(call: CallId, options: { leave?: CallId } = {}): SeatClaim {
    return this.#claim((seat) =>
      this.#take(call, this.request("calls.answer", { call, seat, ...options })),
    );
  }

  returnToCall(call: CallId): SeatClaim {
    return this.#claim((seat) => this.request("calls.reseat", { call, seat }));
  }

  declineCall(call: CallId): Promise<Call> {
    return this.#take(call, this.request("calls.decline", { call })).then(theCall);
  }

  cancelCall(call: CallId): Promise<Call> {
    return this.request("calls.cancel", { call }).then(theCall);
  }

  leaveCall(call: CallId): Promise<Call> {
    return this.request("calls.leave", { call }).then(theCall);
  }

  endCall(call: CallId): Promise<Call> {
    return this.request("calls.end", { call }).then(theCall);
  }

  /** Its code is loaded when it is wanted. */
  channel(...asked: Parameters<CallClient["channel"]>): Channel {
    const opened = import("./channel/page-channel.ts").then(({ open }) =>
      open(this, this.#listeners, asked),
    );
    opened.catch(() => asked[1].onEnd?.(new CallError("connection-lost")));
    return {
      say: async (...said) => (await opened).say(...said),
      close: async () => (await opened).close(),
    };
  }

  async setStatus(status: ChosenStatus): Promise<void> {
    await this.request("presence.set", { status });
  }

  watchPresence(
    people: readonly PersonId[],
    listener: (person: PersonId, status: PresenceStatus) => void,
  ): () => void {
    for (const person of people) {
      const status = this.presence(person);
      if (status) queueMicrotask(() => listener(person, status));
    }
    const unwatch = this.#watch.add(people, listener);
    return () => {
      unwatch();
      for (const person of people) {
        if (!this.#watch.people.has(person)) this.#state.forgetPresence(person);
      }
    };
  }

  presence(person: PersonId): PresenceStatus | undefined {
    return this.#state.presence.get(person);
  }

  request<Name extends OperationName>(
    operation: Name,
    input: Input<Name>,
    patienceMs?: number,
  ): Promise<Result<Name>> {
    return this.#end
      ? Promise.reject(this.#end)
      : this.#requests.request(operation, input, patienceMs);
  }

  close(): void {
    for (const unfollow of this.#unfollow) unfollow();
    this.#watch.stop();
    this.#finish(new CallError("connection-lost"));
  }

  /** The command leaves at once, so that it is on its way before a window opens. */
  #claim(command: (seat: string) => Promise<{ call: Call }>): SeatClaim {
    const { secret, seat } = this.#seatKey;
    this.#seatKey = newSeatKey();
    const answer = typeof seat === "string" ? command(seat) : seat.then(command);
    return { secret, call: answer.then(theCall) };
  }

  /** Stops the ring on all pages of this browser at once, and lets it ring on when the command came to nothing. */
  #take(call: CallId, command: Promise<{ call: Call }>): Promise<{ call: Call }> {
    const tell = (taken: boolean) => {
      this.#tabs?.tellTaken(call, taken);
      this.#listeners.emit("ringTaken", { call, taken });
    };
    tell(true);
    command.catch(() => tell(false));
    return command;
  }

  /** Finds out for whom the page is, and joins the pages of that person. */
  #begin(): void {
    if (this.#end || this.#tabs) return;
    this.#beginIn(TOKEN_MS);
    this.#round += 1;
    const round = this.#round;
    this.#tokens.get().then(
      ({ person }) => {
        if (round === this.#round) this.#join(person);
      },
      (error: unknown) => {
        if (round !== this.#round) return;
        if (error instanceof CallError) return this.#finish(error);
        this.#beginIn(backoffMs(this.#attempt, false));
        this.#attempt += 1;
      },
    );
  }

  #beginIn(ms: number): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#begin(), ms);
  }

  #join(person: PersonId): void {
    clearTimeout(this.#retry);
    this.#attempt = 0;
    if (this.me && this.me.party.id !== person) {
      this.#state.clear();
      this.#requests.failAll(new CallError("not-authenticated"));
    }
    this.#tabs = new Tabs({
      name: `ringline/${PROTOCOL_VERSION}.${TABS_VERSION} ${this.server} ${this.#options.alone ? this.#id : person}`,
      page: this.#id,
      isVisible: () => this.#sight.isVisible,
      makeHub: (tell) => this.#makeHub(person, tell),
      onMessage: (message) => this.#hear(message),
      onTaken: (call, taken) => this.#listeners.emit("ringTaken", { call, taken }),
    });
    this.#tabs.start();
  }

  #makeHub(person: PersonId, tell: (message: FromLeader, to?: string) => void): Hub {
    return new Hub({
      server: this.server,
      tokens: this.#tokens,
      person,
      device: {
        id: this.deviceId,
        label: this.#options.deviceLabel ?? deviceLabel(),
      },
      page: this.#id,
      calls: this.calls.values(),
      tell,
      onOtherPerson: () => {
        this.#suspend();
        this.#begin();
      },
    });
  }

  #hear(message: FromLeader): void {
    if (message.type === "response") this.#requests.settle(message);
    if (message.type === "lead") this.#enter();
    // Browsers lose what a page tells just before it opens a window, where the leader shares its process.
    if (message.type === "here") this.#requests.resend();
    if (message.type === "connection" && message.end)
      this.#finish(new CallError(message.end), message.code);
    this.#state.apply(message);
    this.#listeners.emit("leader", message);
    if (this.state === "connected") this.#ready.resolve();
  }

  /** A new leader knows nothing of this page and of what it waits for. */
  #enter(): void {
    this.#tabs?.tell({
      type: "enter",
      sight: this.#sight.now,
      people: [...this.#watch.people.keys()],
    });
    this.#requests.resend();
  }

  #look(returned: boolean): void {
    this.#tabs?.tell({ type: "sight", sight: this.#sight.now });
    if (!returned) return;
    this.#nudge();
    this.#tabs?.look();
  }

  #nudge(): void {
    if (this.#tabs) this.#tabs.tell({ type: "nudge" });
    else this.#begin();
  }

  #suspend(): void {
    this.#round += 1;
    clearTimeout(this.#retry);
    this.#tabs?.close();
    this.#tabs = undefined;
    this.#state.setSound(undefined);
    if (!this.#end) this.#state.setState("connecting");
  }

  /** Does not come back. */
  #finish(error: CallError, code?: number): void {
    if (this.#end) return;
    this.#end = error;
    this.#suspend();
    this.#state.setState("closed", code);
    this.#requests.failAll(error);
    this.#ready.reject(error);
  }
}

function theCall({ call }: { call: Call }): Call {
  return call;
}
