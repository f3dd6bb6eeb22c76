import { randomUUID } from "node:crypto";
import { deviceHello, seatHello, seatKey, WireClient } from "@ringline/e2e/harness";
import { signToken } from "@ringline/host";

/** A server as clients find it. */
export interface Target {
  url: string;
  secret: string;
}

/** A device of this person, signed in; each person has an address of their own, as people do. */
export async function device({ url, secret }: Target, person: string, n = 0): Promise<WireClient> {
  const user = { id: person, name: `Person ${person}` };
  const token = await signToken({ secret, audience: url, user, expiresInSeconds: 900 });
  const localAddress = `127.0.0.${2 + (n % 50)}`;
  return WireClient.connect(url, deviceHello(token), { localAddress });
}

/** Two people in an active call, each with a seat. */
export interface Pair {
  call: string;
  caller: WireClient;
  callee: WireClient;
}

export async function connectPair(target: Target, n: number): Promise<Pair> {
  const [anna, bob] = await Promise.all([
    device(target, `caller-${n}`, n),
    device(target, `callee-${n}`, n),
  ]);
  const [callerKey, calleeKey] = [seatKey(), seatKey()];
  const { call } = await anna.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: `callee-${n}` },
    media: "audio",
    seat: callerKey.seat,
  });
  const caller = await WireClient.connect(target.url, seatHello(callerKey.secret));
  await bob.callThat(({ id }) => id === call.id);
  await bob.request("calls.answer", { call: call.id, seat: calleeKey.seat });
  const callee = await WireClient.connect(target.url, seatHello(calleeKey.secret));
  return { call: call.id, caller, callee };
}
