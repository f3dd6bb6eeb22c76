/*
 * A process that is killed in the middle of its work: it places and answers calls as fast as it can and tells each one that was
 * acknowledged, one line each. Started by the durability test with the database as its parameter.
 */
import { move, placeCall } from "../../calls/call-machine.ts";
import { SystemClock } from "../../system-clock.ts";
import { annaCallsBob, annaOutside, bobAnswers, person } from "../../testing/call-fixtures.ts";
import { openStore } from "../open.ts";

const clock = new SystemClock();
const { calls } = await openStore({ database: process.argv[2] ?? "", clock });

async function place(round: number): Promise<void> {
  const callee = `bob-${round}`;
  const id = `call-${round}`;
  const target = { type: "user", id: callee } as const;
  const input = annaCallsBob({
    id,
    target,
    caller: annaOutside,
    callees: [{ party: person(callee) }],
  });
  await calls.create(placeCall(input, clock.now()), { caller: "anna", key: id, inputHash: "h" });
  process.stdout.write(`${id} ringing\n`);
  await calls.change(id, (call, now) => move(call, { ...bobAnswers, person: callee }, now));
  process.stdout.write(`${id} active\n`);
}

for (let round = 0; ; round += 3)
  await Promise.all([round, round + 1, round + 2].map((one) => place(one)));
