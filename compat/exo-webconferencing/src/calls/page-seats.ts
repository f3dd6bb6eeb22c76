import type { SeatClaim, SeatClient } from "@ringline/client";
import { type Call, CallError, type CallId } from "@ringline/protocol";
import type { Door } from "./door.ts";
import { ownPart } from "./user-updates.ts";

/**
 * The seats that this page holds: whoever adds or joins a call by the older API takes part from the page that said so, and is
 * out of the call soon after that page is gone. @see SPEC EXO
 */
export class PageSeats {
  readonly #door: Door;
  readonly #seats = new Map<CallId, SeatClient>();
  /** Calls that this page talks in, or listens to: it takes the seat when the page that holds it vanishes. */
  readonly #open = new Map<CallId, number>();
  /** Seats that are being taken back. */
  readonly #taking = new Set<CallId>();

  constructor(door: Door) {
    this.#door = door;
  }

  holds(call: CallId): boolean {
    return this.#seats.has(call);
  }

  /** Opens the seat of a press; answers the call once it is taken. A refused press leaves nothing behind. */
  async take({ secret, call: pressed }: SeatClaim): Promise<Call> {
    const seat = this.#door.openSeat(secret);
    try {
      const call = await pressed;
      await seat.ready;
      this.#keep(call.id, seat);
      return call;
    } catch (error) {
      seat.close();
      throw error;
    }
  }

  /** Hangs up for the seat that this page holds; answers the call without it. */
  async leave(id: CallId): Promise<Call> {
    const seat = this.#seats.get(id);
    if (!seat) throw new CallError("call-not-found");
    this.#drop(id, seat);
    try {
      return (await seat.request("calls.leave", { call: id })).call;
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

  /** While it is open here, the call survives the page that holds the seat. Answers what ends that. */
  keepOpen(call: CallId): () => void {
    this.#open.set(call, (this.#open.get(call) ?? 0) + 1);
    return () => {
      const left = (this.#open.get(call) ?? 1) - 1;
      if (left > 0) this.#open.set(call, left);
      else this.#open.delete(call);
    };
  }

  /** What a change of a call means for the seats. */
  follow(call: Call, me: string): void {
    const held = this.#seats.get(call.id);
    if (call.phase === "ended") {
      this.#open.delete(call.id);
      if (held) this.#drop(call.id, held);
      held?.close();
      return;
    }
    const own = ownPart(call, me);
    const isOrphan = own?.seat?.connection === "reconnecting" && !held;
    if (isOrphan && this.#open.has(call.id)) void this.#takeBack(call.id);
  }

  close(): void {
    for (const seat of this.#seats.values()) seat.close();
    this.#seats.clear();
  }

  #keep(call: CallId, seat: SeatClient): void {
    const before = this.#seats.get(call);
    this.#seats.set(call, seat);
    before?.close();
    seat.on("connection", ({ state }) => {
      if (state === "closed") this.#drop(call, seat);
    });
  }

  /** A newer page has the seat, or the call is over. */
  #drop(call: CallId, seat: SeatClient): void {
    if (this.#seats.get(call) === seat) this.#seats.delete(call);
  }

  async #takeBack(call: CallId): Promise<void> {
    if (this.#taking.has(call)) return;
    this.#taking.add(call);
    try {
      await this.take(this.#door.returnToCall(call));
    } catch {
      // Another page was quicker, or the call is over: either is told.
    } finally {
      this.#taking.delete(call);
    }
  }
}
