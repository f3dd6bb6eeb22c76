import { describe, expect, it } from "vitest";
import { annaCallsDesign, TestCall } from "../testing/call-fixtures.ts";
import { HandTurnedClock } from "../testing/hand-turned-clock.ts";
import { move, placeCall } from "./call-machine.ts";
import type { CallRecord } from "./call-record.ts";
import { type CallWatcher, Delivery } from "./delivery.ts";
import { KnownCalls } from "./known-calls.ts";

const START = Date.UTC(2027, 0, 1);

/** A watcher that keeps what it is told. */
class Ears implements CallWatcher {
  readonly person: string;
  readonly heard: { phase: string; revision: number }[] = [];
  isCongested = false;

  constructor(person: string) {
    this.person = person;
  }

  canTake(): boolean {
    return !this.isCongested;
  }

  tell(frame: string): void {
    const { phase, revision } = JSON.parse(frame).call;
    this.heard.push({ phase, revision });
  }
}

/** A call's life: placed, ringing, declined. */
function life(): [CallRecord, CallRecord, CallRecord] {
  const person = (id: string) => ({ type: "user", id, name: id }) as const;
  const first = placeCall(
    {
      id: "A".repeat(22),
      target: { type: "user", id: "bob" },
      provider: "plain",
      media: "video",
      title: "",
      caller: { party: person("anna"), secretHash: "a" },
      callees: [{ party: person("bob") }],
      ringMs: 45_000,
    },
    START,
  );
  const second = { ...move(first, { type: "ringing", person: "bob" }, START), revision: 2 };
  const third = { ...move(second, { type: "decline", person: "bob" }, START), revision: 3 };
  return [first, second, third];
}

function ready() {
  const known = new KnownCalls(600_000);
  const clock = new HandTurnedClock(START);
  const delivery = new Delivery(known, clock);
  const bob = new Ears("bob");
  delivery.add(bob);
  return { known, delivery, bob, clock };
}

/** What this turn brought is told after it. */
const turn = () => Promise.resolve();

describe("delivery", () => {
  it("[TELL4] tells each revision once, and nothing that is older", async () => {
    const { known, bob } = ready();
    const [first, second, third] = life();

    for (const record of [first, second, second, first, third, second, first]) {
      known.note(record);
      await turn();
    }

    expect(bob.heard.map(({ revision }) => revision)).toEqual([1, 2, 3]);
  });

  it("[TELL9] tells changes of one turn as one", async () => {
    const { known, bob } = ready();

    for (const record of life()) known.note(record);
    await turn();

    expect(bob.heard).toEqual([{ phase: "ended", revision: 3 }]);
  });

  it("[TELL7] does not ring again by an old row, until ten minutes after the end", async () => {
    const { known, delivery, bob } = ready();
    const [first, , third] = life();
    known.note(first);
    await turn();
    known.note(third);
    await turn();
    known.tidy(START + 599_000);
    delivery.tidy();
    known.note(first);
    const late = new Ears("bob");
    delivery.add(late);
    known.note(first);
    await turn();

    expect(bob.heard.map(({ phase }) => phase)).toEqual(["ringing", "ended"]);
    expect(late.heard).toEqual([]);
    expect(known.of("bob")).toEqual([]);
  });

  it("[TELL5] tells a congested socket the newest state alone, once it flows", async () => {
    const { known, delivery, bob } = ready();
    bob.isCongested = true;
    for (const record of life()) {
      known.note(record);
      await turn();
    }

    bob.isCongested = false;
    delivery.catchUp(bob);
    delivery.catchUp(bob);

    expect(bob.heard).toEqual([{ phase: "ended", revision: 3 }]);
  });

  it("[TELL6] knows the revisions of live calls for the ping, of a seat those of its own call", () => {
    const { known, delivery, bob } = ready();
    const [first, second, third] = life();
    const seat = Object.assign(new Ears("bob"), { onlyCall: "B".repeat(22) });

    known.note(first);
    known.note(second);
    const during = delivery.revisionsFor(bob);
    const other = delivery.revisionsFor(seat);
    known.note(third);

    expect(during).toEqual({ [first.id]: 2 });
    expect(other).toEqual({});
    expect(delivery.revisionsFor(bob)).toEqual({});
  });

  it("[TELL4] tells nothing to a socket that left", async () => {
    const { known, delivery, bob } = ready();

    delivery.remove(bob);
    for (const record of life()) known.note(record);
    await turn();

    expect(bob.heard).toEqual([]);
  });
});

describe("a call of many", () => {
  /** Members come and go, a change each. */
  function changes(count: number): CallRecord[] {
    const call = new TestCall(annaCallsDesign());
    return Array.from({ length: count }, (_, index) => {
      const hash = `bob-${index}`;
      if (index % 2 === 0) call.move({ type: "answer", person: "bob", secretHash: hash });
      else call.move({ type: "leave", person: "bob" });
      return call.record;
    });
  }

  it("[TELL10] is told at once, then at most four times a second, and then the newest state", async () => {
    const { known, bob, clock } = ready();
    for (const call of changes(20)) {
      known.note(call);
      await clock.turn(50);
    }
    await clock.turn(1_000);

    const revisions = bob.heard.map(({ revision }) => revision);
    expect(revisions[0]).toBe(2);
    expect(revisions.at(-1)).toBe(21);
    expect(revisions.length).toBeLessThanOrEqual(5);
  });

  it("[TELL10] its end waits for nothing, and nothing is told after it", async () => {
    const { known, bob, clock } = ready();
    const [first, second] = changes(2);
    if (!first || !second) throw new Error("two changes");
    const end = { ...move(second, { type: "leave", person: "anna" }, START), revision: 4 };
    for (const call of [first, second, end]) {
      known.note(call);
      await turn();
    }

    expect(bob.heard.map(({ phase }) => phase)).toEqual(["active", "ended"]);
    await clock.turn(1_000);
    expect(bob.heard).toHaveLength(2);
  });
});
