import { randomBytes, randomUUID } from "node:crypto";
import { seatKey, type WireClient } from "../../harness/wire-client.ts";
import type { Attack } from "./attack.ts";
import type { Answer, Attacker } from "./attacker.ts";

/** What is no id of a person, and what each is to its reader: an operator, a path, another type. */
const NO_IDS: readonly unknown[] = [
  42,
  ["anna"],
  { $gt: "" },
  null,
  "",
  "a".repeat(300),
  "anna\u202e",
];

const FOREIGN = ["get", "cancel", "decline", "leave", "end", "answer", "ringing"] as const;

/** What somebody who is signed in asks for: S23, S25, S26, S30, S36, S51, S52, S58, S66, S68, S71. */
export const ATTACKS_BY_COMMANDS: readonly Attack[] = [
  ...FOREIGN.map(
    (name) =>
      ({
        row: name === "get" ? "S23" : "S26",
        what: `calls.${name} of other people's call`,
        answer: "call-not-found",
        make: (attacker) => onForeignCall(attacker, `calls.${name}`),
      }) satisfies Attack,
  ),
  {
    row: "S23",
    what: "a call's id that was guessed",
    answer: "call-not-found",
    make: async (attacker) =>
      attacker.ask(await attacker.device(), "calls.get", {
        call: randomBytes(16).toString("base64url"),
      }),
  },
  ...["userId", "from", "sender", "exoId", "person"].map(
    (field) =>
      ({
        row: "S25",
        what: `a caller named by the body (${field})`,
        answer: "unknown-field",
        make: (attacker) => place(attacker, { [field]: "anna" }),
      }) satisfies Attack,
  ),
  {
    row: "S30",
    what: "a call that is answered already, with its caller as the host",
    answer: "unknown-field",
    make: (attacker) => place(attacker, { phase: "active", role: "host", startedAt: 1 }),
  },
  ...NO_IDS.map(
    (id) =>
      ({
        row: "S36",
        what: `an id that is none: ${JSON.stringify(id).slice(0, 20)}`,
        answer: "invalid-id",
        make: (attacker) => place(attacker, { target: { type: "user", id } }),
      }) satisfies Attack,
  ),
  {
    row: "S51",
    what: "a fourth ring at the same person",
    answer: "done done done ring-limit",
    make: async (attacker) => {
      const mallory = await attacker.device();
      const answers: Answer[] = [];
      for (let n = 0; n < 4; n += 1) answers.push(await ringOnce(attacker, mallory, "victim"));
      return answers.join(" ");
    },
  },
  {
    row: "S52",
    what: "an eleventh person in a minute",
    answer: "ring-limit",
    make: async (attacker) => {
      const mallory = await attacker.device();
      let answer: Answer = "";
      for (let n = 0; n < 11; n += 1) answer = await ringOnce(attacker, mallory, `victim-${n}`);
      return answer;
    },
  },
  {
    row: "S58",
    what: "the presence of more people than one page shows",
    answer: "invalid-input",
    make: async (attacker) =>
      attacker.ask(await attacker.device(), "presence.subscribe", {
        people: Array.from({ length: 1_001 }, (_, n) => `person-${n}`),
      }),
  },
  {
    row: "S66",
    what: "fifty thousand letters where a title may stand",
    answer: "invalid-input",
    make: (attacker) => place(attacker, { about: { title: "a".repeat(50_000) } }),
  },
  {
    row: "S68",
    what: "a megabyte where a title may stand",
    answer: "413 too-big",
    make: (attacker) =>
      attacker.post(JSON.stringify(placing({ about: { title: "a".repeat(1_000_000) } }))),
  },
  ...[{ limit: 1e9 }, { limit: -1 }, { before: "../../x" }, { limit: "all" }].map(
    (input) =>
      ({
        row: "S71",
        what: `a history asked for with ${JSON.stringify(input)}`,
        answer: "invalid-input",
        make: async (attacker) => attacker.ask(await attacker.device(), "history.list", input),
      }) satisfies Attack,
  ),
];

/** Anna rings Bob; the attacker, who is in no call, knows its id. */
async function onForeignCall(attacker: Attacker, operation: Parameters<Attacker["ask"]>[1]) {
  const bob = `bob-${operation}`;
  const [anna, mallory] = [await attacker.device(), await attacker.device()];
  await attacker.device(bob);
  const target = { type: "user", id: bob } as const;
  const { call } = await anna.request("calls.place", placing({ target }));
  const seat = operation === "calls.answer" ? { seat: seatKey().seat } : {};
  const answer = await attacker.ask(mallory, operation, { call: call.id, ...seat });
  await anna.request("calls.cancel", { call: call.id });
  return answer;
}

async function place(attacker: Attacker, change: object): Promise<Answer> {
  return attacker.ask(await attacker.device(), "calls.place", placing(change));
}

async function ringOnce(attacker: Attacker, from: WireClient, victim: string): Promise<Answer> {
  const answer = await attacker.ask(
    from,
    "calls.place",
    placing({ target: { type: "user", id: victim } }),
  );
  const { calls } = await from.request("calls.list", {});
  for (const { id } of calls) await from.request("calls.cancel", { call: id });
  return answer;
}

function placing<Change extends object>(change: Change) {
  const target = { type: "user", id: "anna" } as const;
  return { key: randomUUID(), target, media: "audio" as const, seat: seatKey().seat, ...change };
}
