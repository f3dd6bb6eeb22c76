import { CallError, type CallId, type ParticipantId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { CallStore } from "../store/store.ts";
import { isStorageAway, type UntilWritten } from "../until-written.ts";
import type { CallEvent } from "./call-machine.ts";
import { type CallRecord, hashesOf, type ParticipantRecord } from "./call-record.ts";
import type { KnownCalls } from "./known-calls.ts";

/** While a page waits for its call, the store is asked this often: the call may be placed at another process. */
const ASK_AGAIN_MS = 250;

export interface SeatsOptions {
  store: Pick<CallStore, "bySeat">;
  known: KnownCalls;
  clock: Clock;
  /** A page may be faster than the command that makes its call: so long it waits. */
  claimMs: number;
  node: string;
  untilWritten: UntilWritten;
  move(call: CallId, event: CallEvent): Promise<CallRecord>;
}

/** A call together with the participant whose seat a document shows the secret of. */
export interface FoundSeat {
  call: CallRecord;
  participant: ParticipantRecord;
}

export interface FlowingMedia {
  call: CallId;
  /** Who gets it. */
  participant: ParticipantId;
  epoch: number;
  from: readonly ParticipantId[];
}

export interface LostSeat {
  call: CallId;
  participant: ParticipantId;
  epoch: number;
  closed: boolean;
  silent: boolean;
}

/** Finds, takes and loses the seats of documents. @see SPEC SEAT */
export class Seats {
  readonly #options: SeatsOptions;

  constructor(options: SeatsOptions) {
    this.#options = options;
  }

  /** The seat with this hash, waiting for a call that is about to be placed. @throws {CallError} session-expired */
  async find(hash: string, isStillAsked: () => boolean): Promise<FoundSeat> {
    const { store, clock, claimMs } = this.#options;
    const deadline = clock.now() + claimMs;
    for (;;) {
      const call = await store.bySeat(hash);
      if (call) return { call, participant: holderOf(call, hash) };
      if (clock.now() >= deadline || !isStillAsked()) throw new CallError("session-expired");
      await this.#news(hash);
    }
  }

  /** Takes the seat for this process: the document that had it before has it no more. */
  async claim(seat: FoundSeat, hashes: { shown: string; next: string }): Promise<FoundSeat> {
    const { move, node } = this.#options;
    const { id } = seat.participant;
    const event = { secretHash: hashes.shown, nextHash: hashes.next, node };
    const claimed = move(seat.call.id, { type: "seat-claimed", ...event });
    const call = await claimed.catch((error: unknown) => {
      if (isStorageAway(error)) void this.#disown(seat, hashes.next);
      throw error;
    });
    const participant = call.participants.find((one) => one.id === id);
    if (!participant) throw new CallError("session-expired");
    return { call, participant };
  }

  /** The socket of a seat is gone; an older claim changes nothing. Resolves once that is written, however long it takes. */
  lose({ call, ...seat }: LostSeat): Promise<void> {
    const { untilWritten, move } = this.#options;
    const name = `seat ${call} ${seat.participant} ${seat.epoch}`;
    return untilWritten.run(name, () => move(call, { type: "seat-lost", ...seat }));
  }

  /** A document still gets the media of these. Not written: it says so again. */
  async keep({ call, participant, epoch, from }: FlowingMedia): Promise<void> {
    await this.#options.move(call, { type: "media-flows", participant, epoch, from });
  }

  /** A claim that failed may have been written all the same, and no document would ever give it up. */
  #disown({ call, participant }: FoundSeat, nextHash: string): Promise<void> {
    const { untilWritten, move } = this.#options;
    const event = { type: "claim-lost", participant: participant.id, nextHash } as const;
    return untilWritten.run(`claim ${nextHash}`, () => move(call.id, event));
  }

  /** A call with this seat was made here, or it is time to ask the store again. */
  #news(hash: string): Promise<void> {
    const { known, clock } = this.#options;
    return new Promise((resolve) => {
      const settle = () => {
        takeBack();
        stopListening();
        resolve();
      };
      const takeBack = clock.after(ASK_AGAIN_MS, settle);
      const stopListening = known.onNews((call) => {
        if (call.participants.some(({ seat }) => seat?.secretHash === hash)) settle();
      });
    });
  }
}

/** Who holds the seat with this hash. Of an ended call: who held it, so that the page of one that ended meanwhile learns how. */
function holderOf(call: CallRecord, hash: string): ParticipantRecord {
  const isOver = call.phase === "ended";
  const opens = ({ seat, pastSeat }: ParticipantRecord) =>
    (isOver ? pastSeat : seat && hashesOf(seat))?.includes(hash);
  const holder = call.participants.find(opens);
  if (!holder) throw new CallError("session-expired");
  return holder;
}
