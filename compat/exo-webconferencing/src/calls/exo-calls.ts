import type { SeatClaim } from "@ringline/client";
import { type Call, CallError } from "@ringline/protocol";
import { CallChannels, type CallListener } from "./call-channels.ts";
import { targetOf } from "./call-info.ts";
import { CallSpeech } from "./call-speech.ts";
import { checkedData, checkedId } from "./checked-text.ts";
import type { Door } from "./door.ts";
import { exoCallOf, exoIdOf, isGroup } from "./exo-call.ts";
import { ExoFailure, exoFailure } from "./exo-error.ts";
import type { ExoPages } from "./exo-infos.ts";
import type { ExoCall, ExoCallInfo, UserUpdate } from "./exo-types.ts";
import { notInVain } from "./in-vain.ts";
import { isIn, isLiveFor, liveCall } from "./live-call.ts";
import { PageSeats } from "./page-seats.ts";
import { Patience } from "./patience.ts";
import { UserEvents } from "./user-events.ts";
import { ownPart, ringsAt } from "./user-updates.ts";

export interface ExoCallsOptions {
  /** Where the site's own pages are, for `profileLink`. */
  pages?: ExoPages;
  /** What takes longer is given up with SERVER_ERROR. Milliseconds; default: 20,000. */
  answerMs?: number;
}

/** Of a call that was placed without another name. */
const OWN_ID = /^[\w-]{22}$/;

/** What `updateCall` does. */
export type ExoCallState = "started" | "stopped" | "joined" | "leaved";

/**
 * The calls of one person as the older API knows them: by the ids that connectors make, with its commands and its events, over
 * one page's connection. Every rejection is an `ExoFailure`; no promise is pending for more than `answerMs`, and what was
 * given up does not go on later.
 * @see SPEC EXO
 */
export class ExoCalls {
  readonly #door: Door;
  readonly #pages: ExoPages;
  readonly #answerMs: number | undefined;
  readonly #seats: PageSeats;
  readonly #channels: CallChannels;
  readonly #speech: CallSpeech;
  readonly #events: UserEvents;
  readonly #off: () => void;

  constructor(door: Door, { pages = {}, answerMs }: ExoCallsOptions = {}) {
    this.#door = door;
    this.#pages = pages;
    this.#answerMs = answerMs;
    this.#seats = new PageSeats(door);
    this.#channels = new CallChannels(door, this.#seats);
    this.#speech = new CallSpeech(door);
    const offs = [
      door.on("callChanged", ({ call }) => {
        this.#seats.follow(call);
        this.#channels.follow(call);
      }),
      door.on("callGone", ({ call }) => this.#seats.lose(call)),
    ];
    this.#events = new UserEvents(door);
    this.#off = () => {
      for (const off of offs) off();
    };
  }

  /** A live call, or a group's last one as `stopped`. @throws NOT_FOUND_ERROR */
  getCall(id: string): Promise<ExoCall> {
    return this.#answer(async (patience) => {
      const call = await this.#find(id, patience);
      if (call.phase === "ended" && !isGroup(call)) throw new CallError("call-not-found");
      return call;
    });
  }

  /**
   * Places a call that goes by this id; the page takes part from now on. `info` stays as it is.
   * @throws CLIENT_ERROR for an id that has a live call of the same people or group, and for who cannot be reached or is busy,
   *   ACCESS_ERROR, NOT_FOUND_ERROR for a group that the person is not in
   */
  addCall(id: string, info: ExoCallInfo): Promise<ExoCall> {
    const given = { ...info };
    return this.#answer((patience) => {
      const restart = checkedId(id);
      const target = targetOf(given, this.#me);
      if (isLiveFor(this.#door, restart, target))
        throw new ExoFailure("CLIENT_ERROR", "Call already started");
      const { provider } = given;
      return this.#place(() => this.#door.placeCall(target, { restart, provider }), patience);
    });
  }

  /** @throws CLIENT_ERROR for another state; NOT_FOUND_ERROR; ACCESS_ERROR */
  updateCall(id: string, state: ExoCallState): Promise<ExoCall> {
    return this.#answer(async (patience) => {
      if (typeof state !== "string" || !Object.hasOwn(this.#moves, state))
        throw new ExoFailure("CLIENT_ERROR", "Call update requires a state or information");
      return this.#moves[state](await this.#find(id, patience), patience);
    });
  }

  /** Ends the call: declines what rings here, gives up what this person placed. @throws NOT_FOUND_ERROR, ACCESS_ERROR */
  deleteCall(id: string): Promise<ExoCall> {
    return this.#answer(async (patience) => this.#stop(await this.#find(id, patience), patience));
  }

  /** The last call of each id in which this person has or had a part, joined or not, of two people too, newest first. */
  getUserGroupCalls(): Promise<{ id: string; state: "started" | "stopped" }[]> {
    return this.#bounded(async (patience) => {
      const { calls } = await patience.for(this.#door.request("calls.keyed", {}));
      return calls.map((call) => ({ id: exoIdOf(call), state: exoCallOf(call).state }));
    });
  }

  /** Hears of this person's calls, beginning with what rings now. Answers what ends that. */
  onUserUpdate(listener: (update: UserUpdate) => void): () => void {
    return this.#events.on(listener);
  }

  /** Hears what is said in a call, own messages too, in the call's one order; also before the call exists. */
  onCallUpdate(id: string, listener: CallListener): () => void {
    return this.#channels.listen(id, listener);
  }

  /**
   * Says something to all who listen to a live call, after what this page said before. `data` is JSON and stays as it is. Of a
   * call that rings quietly nobody may say anything before they are in it: who listens to it and speaks has come in.
   * @throws CLIENT_ERROR for what is no JSON or too much, NOT_FOUND_ERROR
   */
  async toCallUpdate(id: string, data: unknown): Promise<"successful"> {
    const body = checkedData(data);
    return this.#bounded<"successful">(async (patience) => {
      const find = async () => (await this.#find(id, patience)).id;
      const comeIn = () => this.#comeIn(id, patience);
      await this.#speech.say(checkedId(id), { body, find, comeIn }, patience);
      return "successful";
    });
  }

  /** Leaves nothing behind; the calls that this page is in notice that it went. */
  close(): void {
    this.#off();
    this.#events.close();
    this.#channels.close();
    this.#seats.close();
  }

  get #me(): string {
    return this.#door.me?.party.id ?? "";
  }

  readonly #moves = {
    started: (call: Call, patience: Patience) => this.#enter(call, patience),
    joined: (call: Call, patience: Patience) => this.#enter(call, patience),
    leaved: (call: Call, patience: Patience) => this.#leave(call, patience),
    stopped: (call: Call, patience: Patience) => this.#stop(call, patience),
  };

  #answer(work: (patience: Patience) => Promise<Call>): Promise<ExoCall> {
    return this.#bounded(async (patience) => {
      const call = await work(patience);
      return exoCallOf(call, { ...this.#pages, picture: await this.#pictureOf(call, patience) });
    });
  }

  /** A call names its group without the picture. Nobody's call fails for want of one. */
  async #pictureOf({ target }: Call, patience: Patience): Promise<string | undefined> {
    try {
      if (target.type === "space") {
        const asked = this.#door.request("spaces.get", { spaces: [target.id] });
        return (await patience.for(asked)).spaces[0]?.picture;
      }
      if (target.type !== "room") return undefined;
      const asked = this.#door.request("rooms.get", { rooms: [target.id] });
      return (await patience.for(asked)).rooms[0]?.picture;
    } catch {
      return undefined;
    }
  }

  async #bounded<Value>(work: (patience: Patience) => Promise<Value>): Promise<Value> {
    const patience = new Patience(this.#answerMs);
    try {
      await patience.for(this.#door.ready);
      return await work(patience);
    } catch (error) {
      throw exoFailure(error);
    } finally {
      patience.end();
    }
  }

  /** What merely rings under this id may be a stranger's: the server knows of a group's call that this page does not. */
  async #find(id: string, patience: Patience): Promise<Call> {
    const live = liveCall(this.#door, checkedId(id));
    const isSure = live && (live.key === undefined || isGroup(live) || isIn(live, this.#door));
    if (isSure) return live;
    try {
      return (await patience.for(this.#door.request("calls.find", { key: id }))).call;
    } catch (error) {
      // A call without such a name goes by our own id.
      const isUnknown = error instanceof CallError && error.code === "call-not-found";
      if (!isUnknown || !OWN_ID.test(id)) throw error;
      return (await patience.for(this.#door.request("calls.get", { call: id }))).call;
    }
  }

  /** What is given up while its page cannot take part does not ring on. */
  async #place(press: () => SeatClaim, patience: Patience): Promise<Call> {
    const { secret, call: pressed } = press();
    const placed = pressed.then(notInVain);
    try {
      return await this.#seats.take({ secret, call: placed }, patience);
    } catch (error) {
      placed.then(({ id }) => this.#door.cancelCall(id)).catch(ignore);
      throw error;
    }
  }

  /** What lives is joined; a group's call that is over is placed again, also one that ends just now. */
  async #enter(call: Call, patience: Patience): Promise<Call> {
    try {
      if (call.phase !== "ended") return await this.#joinLive(call, patience);
    } catch (error) {
      const hasEnded = error instanceof CallError && error.code === "call-ended";
      if (!hasEnded) throw error;
    }
    if (!isGroup(call)) throw new CallError("call-not-found");
    const { target, provider } = call;
    const press = () => this.#door.placeCall(target, { restart: exoIdOf(call), provider });
    return this.#place(press, patience);
  }

  /** From this page, which is the newest: another page of the same person that had the seat is out. */
  async #joinLive(call: Call, patience: Patience): Promise<Call> {
    const join = () => this.#seats.take(this.#door.answerCall(call.id), patience);
    if (ownPart(call, this.#me)?.state !== "joined") return join();
    try {
      return await this.#seats.take(this.#door.returnToCall(call.id), patience);
    } catch (error) {
      // Who has left this moment is joined by what this page knows, and not by what the server does.
      const hasLeft = error instanceof CallError && error.code === "not-allowed";
      if (!hasLeft) throw error;
      return join();
    }
  }

  /**
   * Older call pages greet each other before they say that they have joined; a page that does not listen greets nobody.
   * @see SPEC EXO105
   */
  async #comeIn(id: string, patience: Patience): Promise<boolean> {
    const call = await this.#find(id, patience);
    if (!ringsAt(call, this.#me) || !this.#channels.hears(call)) return false;
    await this.#joinLive(call, patience);
    return true;
  }

  /** Whom another page of this person has brought in, stays in: a page that ended late must not end a call that began anew. */
  async #leave(call: Call, patience: Patience): Promise<Call> {
    if (call.phase === "ended") return over(call);
    if (this.#seats.holds(call.id)) return this.#seats.leave(call.id, patience);
    return ringsAt(call, this.#me) ? patience.for(this.#door.declineCall(call.id)) : call;
  }

  async #stop(call: Call, patience: Patience): Promise<Call> {
    if (call.phase === "ended") return over(call);
    return patience.for(this.#end(call));
  }

  #end(call: Call): Promise<Call> {
    if (isGroup(call)) return this.#door.endCall(call.id);
    if (ringsAt(call, this.#me)) return this.#door.declineCall(call.id);
    return call.phase === "ringing" ? this.#door.cancelCall(call.id) : this.#door.endCall(call.id);
  }
}

/** Twice is once for a group, whose call stays; a one-to-one call is gone. */
function over(call: Call): Call {
  if (isGroup(call)) return call;
  throw new CallError("call-not-found");
}

function ignore(): void {}
