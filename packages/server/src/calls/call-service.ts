import type { CallId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";
import type { Hints } from "../hints/hints.ts";
import { type CallStep, changeLine } from "../logs/call-change.ts";
import type { Journal } from "../logs/journal.ts";
import type { Logger } from "../logs/logger.ts";
import type { CallStore, Creation, Crowd, Placing } from "../store/store.ts";
import type { CallEvent, CallMachine, PlaceInput } from "./call-machine.ts";
import type { CallRecord } from "./call-record.ts";
import type { Deadlines } from "./deadlines.ts";
import type { KnownCalls } from "./known-calls.ts";

export interface CallServiceOptions {
  store: CallStore;
  machine: CallMachine;
  known: KnownCalls;
  deadlines: Deadlines;
  hints: Hints;
  clock: Clock;
  /** Of the process: each step is a line there, and another in the journal. */
  logger: Logger;
  journal: Pick<Journal, "add">;
}

/** Moves calls: first the durable write, then everybody who shall know. The only place that writes calls. */
export class CallService {
  readonly #options: CallServiceOptions;

  constructor(options: CallServiceOptions) {
    this.#options = options;
  }

  /** Makes a call, unless it was made before or another one stands in its way. @throws {CallError} as `CallStore.create` */
  async create(input: PlaceInput, placing: Placing, crowd?: Crowd): Promise<Creation> {
    const { store, machine, clock } = this.#options;
    const creation = await store.create(machine.placeCall(input, clock.now()), placing, crowd);
    if (creation.outcome === "created")
      this.#tell(creation.call, undefined, { type: "place", person: placing.caller });
    else this.#options.known.note(creation.call);
    return creation;
  }

  /**
   * Applies what happened and answers the call after it. When nothing changes, nothing is told. `placing`: it met this call, and
   * repeated it is told of the same one.
   * @throws {CallError} what the machine refuses; call-not-found; in-other-call; storage-full; storage-unavailable
   */
  async move(call: CallId, event: CallEvent, placing?: Placing): Promise<CallRecord> {
    const { store, machine, known } = this.#options;
    const take = (record: CallRecord, now: number) => machine.move(record, event, now);
    const { before, after } = await store.change(call, take, placing);
    if (after.revision === before.revision) known.note(after);
    else this.#tell(after, before, event);
    return after;
  }

  /** Refuses what the machine would refuse now; changes nothing. @throws {CallError} what the machine refuses */
  check(call: CallRecord, event: CallEvent): void {
    const { machine, clock } = this.#options;
    machine.move(call, event, clock.now());
  }

  #tell(call: CallRecord, before: CallRecord | undefined, event: CallStep): void {
    const { known, hints, deadlines, logger, journal, clock } = this.#options;
    logger.info(lineOf(call, event.type), "call");
    journal.add(changeLine({ before, after: call }, event, clock.now()));
    known.note(call);
    deadlines.watch(call);
    hints.publish({ type: "call", call: call.id });
  }
}

/** One line per step of a call: what one greps for. */
function lineOf(call: CallRecord, step: string): object {
  const people = call.participants.map(({ party, state }) => ({
    person: party.type === "address" ? "address" : party.id,
    state,
  }));
  const { id: callId, provider, phase, revision } = call;
  const end = call.phase === "ended" ? { endReason: call.endReason, problem: call.problem } : {};
  return { callId, provider, step, phase, revision, ...end, people };
}
