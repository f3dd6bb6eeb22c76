import type { Provider } from "@ringline/connector-spi/server";
import { CallError, type Group, type PersonId } from "@ringline/protocol";
import type { Asker } from "../../auth/asker.ts";
import type { CalleeInput } from "../../calls/call-machine-events.ts";
import type { CallRecord } from "../../calls/call-record.ts";
import { isQuietened, type RingQuestion } from "../../calls/ring-limits.ts";
import { ringManner } from "../../calls/ring-manner.ts";
import { groupTarget } from "../../store/call-row.ts";
import type { PersonRecord } from "../../store/store.ts";
import { type GroupTarget, groupOfMember } from "../groups/membership.ts";
import type { Parts } from "../parts.ts";
import type { Aim } from "./aim.ts";
import { policyPerson, refusalOf, unknownPerson } from "./callee.ts";
import { isIn } from "./other-calls.ts";

/** @throws {CallError} not-found, the same for an unknown group and for one of others (S23); too-many-invitees */
export async function groupAim(target: GroupTarget, asker: Asker, parts: Parts): Promise<Aim> {
  const { type, id } = target;
  const group = await groupOfMember(target, asker, parts.store);
  if (!group) throw new CallError("not-found");
  return {
    target,
    callee: groupTarget(type, id),
    liveCall: () => parts.store.calls.liveOfGroup(type, id),
    // A member without an account is rung, and may get one while the call lasts.
    lacks: async () => new Set(),
    look: async (provider, question) => {
      const callees = await lookAtMembers({ asker, group, provider, question }, parts);
      const strangers = callees.flatMap(({ party, discreet }) =>
        discreet && party.type !== "address" ? [party.id] : [],
      );
      return { target: { type, id, name: group.title }, title: group.title, callees, strangers };
    },
  };
}

interface Question {
  asker: Asker;
  group: Group;
  provider: Provider;
  question: RingQuestion;
}

/** What is known of all members, read in a handful of questions however many they are. */
interface Facts {
  people: ReadonlyMap<PersonId, PersonRecord>;
  seen: ReadonlySet<PersonId>;
  mayCall: ReadonlySet<PersonId>;
  known: ReadonlySet<PersonId>;
  blockers: ReadonlySet<PersonId>;
  calls: readonly CallRecord[];
}

/** How the call arrives at each other member. @throws {CallError} too-many-invitees, policy-unavailable */
async function lookAtMembers(question: Question, parts: Parts): Promise<CalleeInput[]> {
  const { asker, group } = question;
  const members = (group.members ?? []).filter((id) => id !== asker.person.id);
  if (members.length > parts.limits.groupInvitees) throw new CallError("too-many-invitees");
  if (members.length === 0) return [];
  const facts = await factsOf(members, question, parts);
  return members.map((id) => calleeOf(id, { facts, ...question }));
}

async function factsOf(
  members: readonly PersonId[],
  { asker }: Question,
  { store, policy }: Parts,
): Promise<Facts> {
  const caller = policyPerson(asker);
  // A guest may call a group that the site named, and so its members.
  const who = caller.targets ? { ...caller, targets: [...caller.targets, ...members] } : caller;
  const those = async (ask: (id: PersonId) => Promise<boolean>) => {
    const answers = await Promise.all(members.map(ask));
    return new Set(members.filter((_, index) => answers[index]));
  };
  const [people, seen, mayCall, known, blockers, calls] = await Promise.all([
    store.people.get(members),
    policy.sees(who, members),
    those((id) => policy.mayCall(who, id)),
    those((id) => policy.knows(who, id)),
    store.people.blockersOf(asker.person.id, members),
    store.calls.liveOfAny(members),
  ]);
  return {
    people: new Map(people.map((record) => [record.person.id, record])),
    seen,
    mayCall,
    known,
    blockers: new Set(blockers),
    calls,
  };
}

function calleeOf(
  id: PersonId,
  { facts, provider, question }: Question & { facts: Facts },
): CalleeInput {
  const record = facts.people.get(id);
  const isTalking = facts.calls.some((call) => isIn(call, id));
  const ring = ringManner(record?.status ?? "available", {
    isTalking,
    isQuiet: isQuietened(question),
  });
  // Who is not on line now is rung when they come while the call rings.
  const refusal = refusalOf({
    isUnseen: false,
    isTalking,
    provider,
    wantsBusy: ring === "knock" && record?.whileInCall === "busy",
  });
  const { type, name } = (facts.seen.has(id) && record?.person) || unknownPerson({ id });
  return {
    // Without the picture: many of them make a call too big to tell.
    party: { type, id, name },
    ring,
    hidden: !facts.mayCall.has(id) || facts.blockers.has(id),
    discreet: !facts.known.has(id),
    ...(refusal && { refusal }),
  };
}
