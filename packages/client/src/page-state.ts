import type {
  Call,
  CallId,
  DeviceId,
  Me,
  PersonId,
  PresenceStatus,
  ProviderInfo,
} from "@ringline/protocol";
import type { ClientEvents, ConnectionState } from "./api.ts";
import { CallBook, ringsFor } from "./calls/call-book.ts";
import { deviceId } from "./device.ts";
import type { Listeners } from "./listeners.ts";
import type { FromLeader, PageId } from "./tabs/messages.ts";

/** What a page's users hear, and its own parts. */
export interface PageEvents extends ClientEvents {
  /** After the page has taken it in. */
  leader: FromLeader;
}

/** What one page knows, as the leader tells it. State first, then the event. @see SPEC CLIENT6, TABS4 */
export class PageState {
  me: Me | undefined;
  providers: readonly ProviderInfo[] = [];
  state: ConnectionState = "connecting";
  sounds = false;
  /** That of the leader, so that it stays the same when this page leads and nothing can be kept. */
  device: DeviceId = deviceId();
  readonly #book = new CallBook();
  readonly #rung = new Set<CallId>();
  readonly #presence = new Map<PersonId, PresenceStatus>();
  readonly #page: PageId;
  readonly #listeners: Listeners<PageEvents>;
  readonly #isWatched: (person: PersonId) => boolean;

  constructor(
    page: PageId,
    listeners: Listeners<PageEvents>,
    isWatched: (person: PersonId) => boolean,
  ) {
    this.#page = page;
    this.#listeners = listeners;
    this.#isWatched = isWatched;
  }

  get calls(): ReadonlyMap<CallId, Call> {
    return this.#book.calls;
  }

  get presence(): ReadonlyMap<PersonId, PresenceStatus> {
    return this.#presence;
  }

  apply(message: FromLeader): void {
    switch (message.type) {
      case "snapshot":
        this.device = message.device;
        this.#putProviders(message.providers);
        this.#welcome(message.me, message.calls, message.state === "connected");
        this.#putPresence(message.presence);
        this.setSound(message.sound);
        this.setState(message.state);
        break;
      case "welcome":
        // Who hears of a call may ask for its provider.
        this.#putProviders(message.providers);
        this.#welcome(message.me, message.calls, true);
        break;
      case "me":
        this.#putMe(message.me);
        break;
      case "call":
        this.#put(message.call);
        break;
      case "call-gone":
        this.#lose(message.call);
        break;
      case "presence":
        this.#putPresence(message.people);
        break;
      case "providers":
        this.#putProviders(message.providers);
        break;
      case "sound":
        this.setSound(message.page);
        break;
      case "connection":
        this.setState(message.state, message.code);
    }
  }

  setState(state: ConnectionState, code?: number): void {
    if (state === this.state) return;
    this.state = state;
    this.#listeners.emit("connection", { state, code });
  }

  /** Which page sounds; none when this one leaves the others. */
  setSound(page: PageId | undefined): void {
    const sounds = page === this.#page;
    if (sounds === this.sounds) return;
    this.sounds = sounds;
    this.#listeners.emit("soundChanged", { sounds });
  }

  /** Somebody else is signed in now: nothing of the last person stays. */
  clear(): void {
    const calls = [...this.#book.calls.keys()];
    this.me = undefined;
    this.#presence.clear();
    for (const call of calls) this.#lose(call);
  }

  forgetPresence(person: PersonId): void {
    this.#presence.delete(person);
  }

  #welcome(me: Me | undefined, calls: readonly Call[], isComplete: boolean): void {
    if (me) this.#putMe(me);
    for (const call of calls) this.#put(call);
    if (!isComplete) return;
    const told = new Set(calls.map(({ id }) => id));
    for (const { id } of this.#book.live()) {
      if (!told.has(id)) this.#lose(id);
    }
  }

  #putMe(me: Me): void {
    this.me = me;
    this.#listeners.emit("meChanged", { me });
  }

  #put(call: Call): void {
    const previous = this.#book.calls.get(call.id);
    if (!this.#book.put(call)) return;
    this.#listeners.emit("callChanged", { call, previous });
    if (call.phase === "ended") this.#rung.delete(call.id);
    if (this.#rung.has(call.id) || !ringsFor(call, this.me?.party.id)) return;
    this.#rung.add(call.id);
    this.#listeners.emit("incomingCall", { call });
  }

  #lose(call: CallId): void {
    if (this.#book.remove(call)) this.#listeners.emit("callGone", { call });
  }

  #putProviders(providers: readonly ProviderInfo[]): void {
    if (JSON.stringify(providers) === JSON.stringify(this.providers)) return;
    this.providers = providers;
    this.#listeners.emit("providersChanged", { providers });
  }

  #putPresence(people: ReadonlyMap<PersonId, PresenceStatus>): void {
    for (const [person, status] of people) {
      // Other pages watch other people: their statuses would grow old here.
      if (this.#presence.get(person) === status || !this.#isWatched(person)) continue;
      this.#presence.set(person, status);
      this.#listeners.emit("presenceChanged", { person, status });
    }
  }
}
