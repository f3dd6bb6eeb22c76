import type { Person } from "@ringline/protocol";
import { callMachine, type PlaceInput } from "../calls/call-machine.ts";
import type {
  AnswerEvent,
  CallEvent,
  CallTimes,
  ClaimEvent,
  SeatLostEvent,
} from "../calls/call-machine-events.ts";
import type { CallRecord, Millis } from "../calls/call-record.ts";

/** A signed-in person for tests. */
export function person(id: string): Person {
  return { type: "user", id, name: id.charAt(0).toUpperCase() + id.slice(1) };
}

export const START: Millis = Date.UTC(2027, 0, 1);

/** What Anna asks for when she calls Bob. Her press has the hash `anna-1`. */
export function annaCallsBob(changes: Partial<PlaceInput> = {}): PlaceInput {
  return {
    id: "call-1",
    target: { type: "user", id: "bob" },
    provider: "webrtc",
    media: "video",
    title: "Anna, Bob",
    caller: {
      party: person("anna"),
      device: { id: "anna-laptop", label: "Anna's laptop" },
      secretHash: "anna-1",
    },
    callees: [{ party: person("bob") }],
    ringMs: 45_000,
    ...changes,
  };
}

/** Anna as one who is in calls from outside: without a seat, and so in as many as a test needs. */
export const annaOutside: PlaceInput["caller"] = { party: person("anna") };

/** What Anna asks for when she calls the space Design; in it are Bob, Carol and whoever else is given. */
export function annaCallsDesign(callees?: PlaceInput["callees"]): PlaceInput {
  return annaCallsBob({
    target: { type: "space", id: "design", name: "Design" },
    title: "Design",
    callees: callees ?? [{ party: person("bob") }, { party: person("carol") }],
  });
}

/** A call that a test moves step by step, as the store would: each change raises the revision. */
export class TestCall {
  readonly #machine;
  record: CallRecord;
  now: Millis;

  constructor(input: PlaceInput = annaCallsBob(), times: Partial<CallTimes> = {}) {
    this.#machine = callMachine(times);
    this.now = START;
    this.record = this.#machine.placeCall(input, this.now);
  }

  /** Whether it changed. @throws what the machine refuses */
  move(event: CallEvent): boolean {
    const after = this.#machine.move(this.record, event, this.now);
    if (after === this.record) return false;
    this.record = { ...after, revision: this.record.revision + 1 };
    return true;
  }

  /** Several moves, one after the other. */
  moves(...events: readonly CallEvent[]): this {
    for (const event of events) this.move(event);
    return this;
  }

  /** Time goes by and is looked at. */
  wait(ms: number): this {
    this.now += ms;
    this.move({ type: "time" });
    return this;
  }

  part(id: string) {
    return this.record.participants.find(
      ({ party }) => party.type !== "address" && party.id === id,
    );
  }
}

/** Anna's page shows its secret; the next ones are `anna-2`, … */
export const annaClaims: ClaimEvent = {
  type: "seat-claimed",
  secretHash: "anna-1",
  nextHash: "anna-2",
  node: "node-1",
};

export const bobRings: CallEvent = { type: "ringing", person: "bob" };

/** On his phone. */
export const bobAnswers: AnswerEvent = {
  type: "answer",
  person: "bob",
  device: { id: "bob-phone", label: "Bob's phone" },
  secretHash: "bob-1",
};

export const bobClaims: ClaimEvent = {
  type: "seat-claimed",
  secretHash: "bob-1",
  nextHash: "bob-2",
  node: "node-1",
};

/** Both are connected. */
export function talk(): TestCall {
  return new TestCall().moves(annaClaims, bobRings, bobAnswers, bobClaims);
}

/** The first seat of a participant loses its socket. */
export function lost(
  participant: string,
  how: { closed?: boolean; silent?: boolean } = {},
): SeatLostEvent {
  return { type: "seat-lost", participant, epoch: 1, closed: false, ...how };
}
