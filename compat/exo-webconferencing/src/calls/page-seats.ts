import type { SeatClaim, SeatClient } from "@ringline/client";
import { type Call, CallError, type CallId } from "@ringline/protocol";
import type { Door } from "./door.ts";
import { Patience } from "./patience.ts";
import { ownPart } from "./user-updates.ts";

/** A page whose connection was only away for a moment keeps its seat, and of several pages one is the first to take it. */
const PAUSE_MS = { least: 200, spread: 400 };

/**
 * The seats that this page holds: whoever adds or joins a call by the older API takes part from the page that said so, and is
 * out of the call soon after that page is gone. @see SPEC EXO7, EXO8
 */
export class PageSeats {
  readonly #door: Door;
  readonly #seats = new Map<CallId, SeatClient>();
  /** Calls that this page listens to, and how often: it takes the seat when the page that holds it vanishes. */
  readonly #open = new Map<CallId, number>();
  /** Seats that are being taken back. */
  readonly #taking = new Set<CallId>();
  #isOver = false;

  constructor(door: Door) {
    this.#door = door;
  }

  holds(call: CallId): boolean {
    return this.#seats.has(call);
  }

  /** Opens the seat of a press; answers the call once it is taken. A refused or late press leaves no seat behind. */
  async take({ secret, call: pressed }: SeatClaim, patience: Patience): Promise<Call> {
    // Not before: a hello for the seat of a refused press looks to the server like a guess. It keeps the seat meanwhile.
    const call = await patience.for(pressed);
    const seat = this.#door.openSeat(secret);
    try {
      await patience.for(seat.ready);
      this.#keep(call.id, seat);
      return call;
    } catch (error) {
      seat.close();
      throw error;
    }
  }

  /** Hangs up for the seat that this page holds; answers the call without it. */
  async leave(id: CallId, patience: Patience): Promise<Call> {
    const seat = this.#seats.get(id);
    if (!seat) throw new CallError("call-not-found");
    this.#drop(id, seat);
    try {
      return (await patience.for(seat.request("calls.leave", { call: id }))).call;
    } catch (error) {
      const call = this.#door.calls.get(id);
      const isReplaced = error instanceof CallError && error.code === "stale-session";
      if (isReplaced && call) return call;
      // It is told as soon as it can be.
      void seat.leave();
      throw error;
    } finally {
      seat.close();
    }
  }

  /** While it is open here, the call survives the page that holds the seat. Answers what ends that; twice is once. */
  keepOpen(id: CallId): () => void {
    this.#open.set(id, (this.#open.get(id) ?? 0) + 1);
    void this.#takeBack(id);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#open.get(id) ?? 1) - 1;
      if (left > 0) this.#open.set(id, left);
      else this.#open.delete(id);
    };
  }

  /** What a change of a call means for the seats. */
  follow(call: Call): void {
    if (call.phase === "ended") this.lose(call.id);
    else void this.#takeBack(call.id);
  }

  /** The call is over, or not this person's any more. */
  lose(id: CallId): void {
    const held = this.#seats.get(id);
    if (!held) return;
    this.#drop(id, held);
    held.close();
  }

  close(): void {
    this.#isOver = true;
    for (const seat of this.#seats.values()) seat.close();
    this.#seats.clear();
  }

  #keep(id: CallId, seat: SeatClient): void {
    if (this.#isOver) {
      seat.close();
      return;
    }
    const before = this.#seats.get(id);
    this.#seats.set(id, seat);
    before?.close();
    seat.on("connection", ({ state }) => {
      if (state === "closed") this.#drop(id, seat);
    });
  }

  /** A newer page has the seat, or the call is over. */
  #drop(id: CallId, seat: SeatClient): void {
    if (this.#seats.get(id) === seat) this.#seats.delete(id);
  }

  /** Nobody's page is there for this person, and this one could be. */
  #isOrphan(id: CallId): boolean {
    const call = this.#door.calls.get(id);
    const me = this.#door.me?.party.id;
    if (!call || me === undefined || this.#isOver) return false;
    const isAway = ownPart(call, me)?.seat?.connection === "reconnecting";
    return isAway && this.#open.has(id) && !this.#seats.has(id);
  }

  async #takeBack(id: CallId): Promise<void> {
    if (this.#taking.has(id) || !this.#isOrphan(id)) return;
    this.#taking.add(id);
    const patience = new Patience();
    try {
      const ms = PAUSE_MS.least + Math.random() * PAUSE_MS.spread;
      await new Promise((resolve) => setTimeout(resolve, ms));
      if (this.#isOrphan(id)) await this.take(this.#door.returnToCall(id), patience);
    } catch {
      // Another page was quicker, or the call is over: either is told.
    } finally {
      patience.end();
      this.#taking.delete(id);
    }
  }
}
