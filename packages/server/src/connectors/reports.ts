import type { CallReports } from "@ringline/connector-spi/server";
import type { CallId, ParticipantId } from "@ringline/protocol";
import type { CallService } from "../calls/call-service.ts";
import type { CallStore } from "../store/store.ts";

/** Facts that connectors tell from outside; idempotent: of a call that is over they change nothing. */
export function callReports(calls: CallService, store: Pick<CallStore, "get">): CallReports {
  return {
    ended: async (call, reason) => {
      if (!(await isLive(call))) return;
      if (reason === "failed")
        await calls.move(call, { type: "failed", problem: "connector-failed" });
      else await calls.move(call, { type: "end" });
    },
    left: async (call, participant) => {
      const person = await personIn(call, participant);
      if (person !== undefined) await calls.move(call, { type: "leave", person });
    },
  };

  async function isLive(call: CallId): Promise<boolean> {
    const record = await store.get(call);
    return record !== undefined && record.phase !== "ended";
  }

  async function personIn(call: CallId, participant: ParticipantId): Promise<string | undefined> {
    const record = await store.get(call);
    if (!record || record.phase === "ended") return undefined;
    const party = record.participants.find(({ id }) => id === participant)?.party;
    return party?.type === "address" ? undefined : party?.id;
  }
}
