import { randomUUID } from "node:crypto";
import { seatHello, seatKey, WireClient } from "../harness/wire-client.ts";

/** Two people in a call: their devices and their seats. */
export interface CallInProgress {
  call: string;
  caller: { device: WireClient; seat: WireClient };
  callee: { device: WireClient; seat: WireClient };
}

export interface CallPlan {
  caller: WireClient;
  callee: WireClient;
  calleeId: string;
  /** Where each seat connects: the server itself, or what stands before it. */
  servers: { caller: string; callee: string };
}

export async function startCall(plan: CallPlan): Promise<CallInProgress> {
  const { caller, callee, calleeId, servers } = plan;
  const [callerKey, calleeKey] = [seatKey(), seatKey()];
  const { call } = await caller.request("calls.place", {
    key: randomUUID(),
    target: { type: "user", id: calleeId },
    media: "audio",
    seat: callerKey.seat,
  });
  const callerSeat = await WireClient.connect(servers.caller, seatHello(callerKey.secret));
  await callee.callThat(({ id }) => id === call.id);
  await callee.request("calls.answer", { call: call.id, seat: calleeKey.seat });
  const calleeSeat = await WireClient.connect(servers.callee, seatHello(calleeKey.secret));
  return {
    call: call.id,
    caller: { device: caller, seat: callerSeat },
    callee: { device: callee, seat: calleeSeat },
  };
}
