import type { Provider } from "@ringline/connector-spi/server";
import type { Person, PersonId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { RingManner } from "../../calls/call-record.ts";
import { isQuietened, type RingQuestion } from "../../calls/ring-limits.ts";
import { ringManner } from "../../calls/ring-manner.ts";
import { cleanText } from "../../clean-text.ts";
import { lackedTypes } from "../../connectors/offered-to.ts";
import type { PolicyPerson } from "../../people/policy.ts";
import type { Parts } from "../parts.ts";
import { isIn } from "./other-calls.ts";

/** How a callee takes a call. */
export interface Reception {
  callee: Person;
  manner: RingManner;
  /** Refused or blocked: the callee is told nothing, and the caller cannot tell. */
  isHidden: boolean;
  /** The callee does not know the caller: nothing is told of why nobody answers. */
  isStranger: boolean;
  /** Known at once: the callee cannot be rung now. */
  refusal?: "busy" | "unreachable";
}

interface Question {
  asker: Asker;
  target: { id: PersonId; name?: string };
  provider: Provider;
  question: RingQuestion;
}

/**
 * Looks at everything that decides how a call arrives. Always at all of it, so that the time that it takes tells nothing.
 * @throws {CallError} policy-unavailable
 */
export async function lookAtCallee(
  { asker, target, provider, question }: Question,
  parts: Parts,
): Promise<Reception> {
  const { store, policy, clock, times } = parts;
  const caller = policyPerson(asker);
  const [mayCall, isKnown, seen, [record], lacks, blocked, devices, calls] = await Promise.all([
    policy.mayCall(caller, target.id),
    policy.knows(caller, target.id),
    policy.sees(caller, [target.id]),
    store.people.get([target.id]),
    lackedTypes(target.id, parts),
    store.people.blockedBy(target.id),
    store.devices.of([target.id], clock.now() - times.unseenMs),
    store.calls.liveOf(target.id),
  ]);
  // Where the caller may not learn why, who has no account is not rung, and the caller cannot tell (S57).
  const isWithout = record !== undefined && lacksFor(provider, lacks);
  const isBlocked = blocked.includes(asker.person.id);
  const isHidden = !mayCall || isBlocked || isWithout;
  const isTalking = calls.some((call) => isIn(call, target.id));
  const status = record?.status ?? "available";
  const manner = ringManner(status, { isTalking, isQuiet: isQuietened(question) });
  const refusal = refusalOf({
    isUnseen: devices.length === 0,
    isTalking,
    provider,
    // To do-not-disturb and invisible nobody sees a difference (RING7).
    wantsBusy: manner === "knock" && record?.whileInCall === "busy",
  });
  return {
    // Whom one may not see has no other name than the one by which one calls them (S57).
    callee: (seen.has(target.id) && record?.person) || unknownPerson(target),
    manner,
    isHidden,
    isStranger: !isKnown,
    ...(refusal && !isHidden && { refusal }),
  };
}

/**
 * The account types that the callee has not, for a caller of whom the callee may be told: strangers, the blocked, and who may
 * not see or call them learn nothing (S57). Nothing is missed of somebody who was never here: the site's token may name it.
 * @throws {CallError} policy-unavailable, storage-unavailable; rate-limited where too many callees are new to the asker
 */
export async function calleeLacks(
  callee: PersonId,
  asker: Asker,
  parts: Parts,
): Promise<ReadonlySet<string>> {
  const { store, policy, accounts } = parts;
  if (accounts.types().length === 0) return new Set();
  parts.lookups.take(asker.person.id, [callee]);
  const caller = policyPerson(asker);
  const [mayCall, isKnown, seen, [record], blocked, lacks] = await Promise.all([
    policy.mayCall(caller, callee),
    policy.knows(caller, callee),
    policy.sees(caller, [callee]),
    store.people.get([callee]),
    store.people.blockedBy(callee),
    lackedTypes(callee, parts),
  ]);
  const mayLearn = mayCall && isKnown && seen.has(callee) && !blocked.includes(asker.person.id);
  return mayLearn && record ? lacks : new Set();
}

function lacksFor({ account }: Provider, lacks: ReadonlySet<string>): boolean {
  return account !== undefined && lacks.has(account.type);
}

export function policyPerson(asker: Asker): PolicyPerson {
  const targets = asker.kind === "seat" ? undefined : asker.targets;
  return targets ? { ...asker.person, targets } : asker.person;
}

/** What is known at once of somebody who cannot be rung now. */
export function refusalOf(state: {
  isUnseen: boolean;
  isTalking: boolean;
  provider: Provider;
  /** The callee takes no second call while they are in one. */
  wantsBusy: boolean;
}): Reception["refusal"] {
  const hasWaiting = state.provider.features.includes("call-waiting");
  if (state.wantsBusy || (state.isTalking && !hasWaiting)) return "busy";
  return state.isUnseen ? "unreachable" : undefined;
}

/** Whom one may not see has no name but the one by which they are called. */
export function unknownPerson({ id, name }: { id: PersonId; name?: string }): Person {
  return { type: "user", id, name: cleanText(name ?? id) || "?" };
}
