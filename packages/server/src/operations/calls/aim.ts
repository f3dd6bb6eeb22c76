import type { Provider } from "@ringline/connector-spi/server";
import { CallError, type CallTarget, type PersonId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { PlaceInput } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { participantOf } from "../../calls/call-seen-by.ts";
import type { RingQuestion } from "../../calls/ring-limits.ts";
import type { Parts } from "../parts.ts";
import { calleeLacks, lookAtCallee } from "./callee.ts";
import { groupAim } from "./group-aim.ts";

/** Whom or what a placing is for. */
export interface Aim {
  target: CallTarget;
  /** As ring limits count it. */
  callee: string;
  /** The live call that there is already, of this person's own ones or in the store. */
  liveCall(own: readonly CallRecord[]): Promise<CallRecord | undefined>;
  /** Account types that whom it is for has not, as far as the asker may learn it. */
  lacks(): Promise<ReadonlySet<string>>;
  /** How the call would arrive. */
  look(provider: Provider, question: RingQuestion): Promise<Arrival>;
}

/** What is to be placed, as far as it follows from whom it is for. */
export interface Arrival extends Pick<PlaceInput, "target" | "title" | "callees" | "discreet"> {
  /** Known at once: the only callee cannot be rung now. */
  refusal?: { type: "busy" | "unreachable"; person: string };
  /** Callees who do not know the caller. */
  strangers: PersonId[];
}

/** @throws {CallError} invalid-input; not-found, the same for an unknown group and for one of others (S23) */
export async function aimOf(target: CallTarget, asker: Asker, parts: Parts): Promise<Aim> {
  switch (target.type) {
    case "user":
      return personAim(target, asker, parts);
    case "space":
    case "room":
      return groupAim(target, asker, parts);
    case "address":
      throw new CallError("invalid-input", { detail: "target: no address can be called yet" });
  }
}

function personAim(target: Extract<CallTarget, { type: "user" }>, asker: Asker, parts: Parts): Aim {
  const { id } = target;
  if (id === asker.person.id)
    throw new CallError("invalid-input", { detail: "target: nobody can call themselves" });
  return {
    target,
    callee: id,
    liveCall: async (own) => own.find((call) => isBetween(call, id)),
    lacks: () => calleeLacks(id, asker, parts),
    look: async (provider, question) => {
      const seen = await lookAtCallee({ asker, target, provider, question }, parts);
      const { callee, manner, isHidden, isStranger, refusal } = seen;
      return {
        target: { type: "user", id, name: callee.name },
        title: `${asker.person.name}, ${callee.name}`,
        callees: [{ party: callee, ring: manner, hidden: isHidden }],
        discreet: isStranger,
        strangers: isStranger ? [id] : [],
        ...(refusal && { refusal: { type: refusal, person: id } }),
      };
    },
  };
}

function isBetween(call: CallRecord, other: string): boolean {
  return call.target.type === "user" && participantOf(call, other) !== undefined;
}
