import type { SeatClaim } from "@ringline/client";
import { type Call, CallError, type CallId } from "@ringline/protocol";
import { CallChannels, type CallListener } from "./call-channels.ts";
import { checkedId, targetOf } from "./call-info.ts";
import { bounded, type Door } from "./door.ts";
import { exoCallOf, exoIdOf, isGroup } from "./exo-call.ts";
import { ExoFailure, exoFailure } from "./exo-error.ts";
import type { ExoPages } from "./exo-infos.ts";
import type { ExoCall, ExoCallInfo, UserUpdate } from "./exo-types.ts";
import { PageSeats } from "./page-seats.ts";
import { ownPart, ringsAt, stateUpdate, updatesOf } from "./user-updates.ts";

export interface ExoCallsOptions {
  /** Where the site's own pages are, for `profileLink`. */
  pages?: ExoPages;
}

/** Of a call that was placed without another name. */
const OWN_ID = /^[\w-]{22}$/;

type UpdateListener = (update: UserUpdate) => void;
/** What `updateCall` does. */
export type ExoCallState = "started" | "stopped" | "joined" | "leaved";

/**
 * The calls of one person as the older API knows them: by the ids that connectors make, with its commands and its events, over
 * one page's connection. Every rejection is an `ExoFailure`; no promise is pending for more than twenty seconds.
 * @see SPEC EXO
 */
export class ExoCalls {
  readonly #door: Door;
  readonly #pages: ExoPages;
  readonly #seats: PageSeats;
  readonly #channels: CallChannels;
  readonly #listeners = new Set<UpdateListener>();
  /** Rings that a listener was told of, so that each is told once. */
  readonly #told = new Set<CallId>();
  readonly #offs: readonly (() => void)[];

  constructor(door: Door, { pages = {} }: ExoCallsOptions = {}) {
    this.#door = door;
    this.#pages = pages;
    this.#seats = new PageSeats(door);
    this.#channels = new CallChannels(door, this.#seats);
    this.#offs = [
      door.on("callChanged", ({ call, previous }) => this.#follow(call, previous)),
      door.on("callGone", ({ call }) => this.#told.delete(call)),
    ];
  }

  /** A live call, or a group's last one as `stopped`. @throws NOT_FOUND_ERROR */
  getCall(id: string): Promise<ExoCall> {
    return this.#answer(async () => {
      const call = await this.#find(checkedId(id));
      if (call.phase === "ended" && !isGroup(call)) throw new CallError("call-not-found");
      return call;
    });
  }

  /**
   * Places a call that goes by this id; the page takes part from now on. `info` stays as it is.
   * @throws CLIENT_ERROR for an id that has a live call, ACCESS_ERROR, NOT_FOUND_ERROR for a group that the person is not in
   */
  addCall(id: string, info: ExoCallInfo): Promise<ExoCall> {
    return this.#answer(async () => {
      const restart = checkedId(id);
      const target = targetOf(info, this.#me);
      if (this.#live(restart)) throw new ExoFailure("CLIENT_ERROR", "Call already started");
      const { provider } = info;
      return this.#seats.take(this.#door.placeCall(target, { restart, provider }));
    });
  }

  /** @throws CLIENT_ERROR for another state; NOT_FOUND_ERROR; ACCESS_ERROR */
  updateCall(id: string, state: ExoCallState): Promise<ExoCall> {
    return this.#answer(async () => {
      checkedId(id);
      switch (state) {
        case "started":
        case "joined":
          return this.#enter(id);
        case "leaved":
          return this.#leave(id);
        case "stopped":
          return this.#stop(id);
        default:
          throw new ExoFailure("CLIENT_ERROR", "Call update requires a state or information");
      }
    });
  }

  /** Ends the call: declines what rings here, gives up what this person placed. @throws NOT_FOUND_ERROR, ACCESS_ERROR */
  deleteCall(id: string): Promise<ExoCall> {
    return this.#answer(() => this.#stop(checkedId(id)));
  }

  /** The last call of each id in which this person has or had a part, newest first. */
  async getUserGroupCalls(): Promise<{ id: string; state: "started" | "stopped" }[]> {
    const { calls } = await this.#bounded(this.#door.request("calls.keyed", {}));
    return calls.map((call) => ({ id: exoIdOf(call), state: exoCallOf(call).state }));
  }

  /** Hears of this person's calls, beginning with what rings now. Answers what ends that. */
  onUserUpdate(listener: UpdateListener): () => void {
    this.#listeners.add(listener);
    queueMicrotask(() => this.#tellRinging(listener));
    return () => this.#listeners.delete(listener);
  }

  /** Hears what is said in a call, own messages too, in the call's one order; also before the call exists. */
  onCallUpdate(id: string, listener: CallListener): () => void {
    return this.#channels.listen(id, listener);
  }

  /** Says something to all who listen to a live call. `data` is JSON and stays as it is. */
  async toCallUpdate(id: string, data: unknown): Promise<"successful"> {
    const call = await this.#bounded(this.#find(id));
    await this.#bounded(this.#door.request("calls.say", { call: call.id, body: data }));
    return "successful";
  }

  /** Leaves nothing behind; the calls that this page is in notice that it went. */
  close(): void {
    for (const off of this.#offs) off();
    this.#listeners.clear();
    this.#channels.close();
    this.#seats.close();
  }

  get #me(): string {
    return this.#door.me?.party.id ?? "";
  }

  async #answer(work: () => Promise<Call>): Promise<ExoCall> {
    const answer = async () => {
      await this.#door.ready;
      return work();
    };
    return exoCallOf(await this.#bounded(answer()), this.#pages);
  }

  async #bounded<Value>(work: Promise<Value>): Promise<Value> {
    const late = () => new ExoFailure("SERVER_ERROR", "The call server did not answer in time");
    try {
      return await bounded(work, late);
    } catch (error) {
      throw exoFailure(error);
    }
  }

  #live(id: string): Call | undefined {
    const calls = [...this.#door.calls.values()];
    return calls.find((call) => call.phase !== "ended" && exoIdOf(call) === id);
  }

  async #find(id: string): Promise<Call> {
    const live = this.#live(id);
    if (live) return live;
    try {
      return (await this.#door.request("calls.find", { key: id })).call;
    } catch (error) {
      // A call without such a name goes by our own id.
      const isUnknown = error instanceof CallError && error.code === "call-not-found";
      if (!isUnknown || !OWN_ID.test(id)) throw error;
      return (await this.#door.request("calls.get", { call: id })).call;
    }
  }

  /** A group's call that is over is placed again; what lives is joined. */
  async #enter(id: string): Promise<Call> {
    const call = await this.#find(id);
    if (call.phase !== "ended") return this.#joinLive(call);
    if (!isGroup(call)) throw new CallError("call-not-found");
    const { target, provider } = call;
    return this.#seats.take(this.#door.placeCall(target, { restart: id, provider }));
  }

  /** From this page, which is the newest: another page of the same person that had the seat is out. */
  #joinLive(call: Call): Promise<Call> {
    const isIn = ownPart(call, this.#me)?.state === "joined";
    const press: SeatClaim = isIn
      ? this.#door.returnToCall(call.id)
      : this.#door.answerCall(call.id);
    return this.#seats.take(press);
  }

  /** Whom another page of this person has brought in, stays in: a page that ended late must not end a call that began anew. */
  async #leave(id: string): Promise<Call> {
    const call = await this.#find(id);
    if (call.phase === "ended") return this.#over(call);
    if (this.#seats.holds(call.id)) return this.#seats.leave(call.id);
    return ringsAt(call, this.#me) ? this.#door.declineCall(call.id) : call;
  }

  async #stop(id: string): Promise<Call> {
    const call = await this.#find(id);
    if (call.phase === "ended") return this.#over(call);
    if (isGroup(call)) return this.#door.endCall(call.id);
    if (ringsAt(call, this.#me)) return this.#door.declineCall(call.id);
    return call.phase === "ringing" ? this.#door.cancelCall(call.id) : this.#door.endCall(call.id);
  }

  /** Twice is once for a group, whose call stays; a one-to-one call is gone. */
  #over(call: Call): Call {
    if (isGroup(call)) return call;
    throw new CallError("call-not-found");
  }

  #follow(call: Call, previous: Call | undefined): void {
    this.#seats.follow(call, this.#me);
    if (!previous) this.#channels.follow(call);
    if (call.phase === "ended") this.#told.delete(call.id);
    if (this.#listeners.size === 0) return;
    for (const update of updatesOf(call, previous, this.#me)) this.#tell(call, update);
  }

  #tell(call: Call, update: UserUpdate): void {
    if (update.eventType === "call_state" && update.callState === "started") this.#ring(call);
    for (const listener of this.#listeners) listener(update);
  }

  /** A page that has just loaded hears of what rings already. */
  #tellRinging(listener: UpdateListener): void {
    if (!this.#listeners.has(listener)) return;
    for (const call of this.#door.calls.values()) {
      if (!ringsAt(call, this.#me)) continue;
      this.#ring(call);
      listener(stateUpdate(call, "started"));
    }
  }

  /** This page shows the ring: the caller learns that the callee can be reached. */
  #ring(call: Call): void {
    if (this.#told.has(call.id)) return;
    this.#told.add(call.id);
    this.#door.request("calls.ringing", { call: call.id }).catch(() => {
      // Another device says so, or the call is over.
    });
  }
}
