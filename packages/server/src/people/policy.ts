import { CallError, type Person, type PersonId } from "@ringline/protocol";
import type { Clock } from "../clock.ts";

/** Who somebody is, as a policy may ask. */
export interface PolicyPerson extends Person {
  /** Of a guest: the only targets that the site named. */
  targets?: readonly string[];
}

/**
 * What a site may decide itself: each may be replaced, may be asynchronous, and has two seconds. One that fails or hangs
 * refuses (`policy-unavailable`).
 */
export interface CallPolicy {
  /** May this person ring that one? Refused looks like no answer. Block lists come on top. */
  mayCall(caller: PolicyPerson, callee: PersonId): Promise<boolean> | boolean;
  /** Of these people, those whose presence and name this person may see. */
  sees(viewer: PolicyPerson, people: readonly PersonId[]): Promise<PersonId[]> | PersonId[];
  /** Are they contacts? A caller whom the callee does not know learns nothing of why a ring is not answered. */
  knows(caller: PolicyPerson, callee: PersonId): Promise<boolean> | boolean;
}

/** Users of a site see, know and may call each other; a guest knows nobody and reaches only the targets that the site named. */
const DEFAULT_POLICY: CallPolicy = {
  mayCall: (caller, callee) => reaches(caller, callee),
  sees: (viewer, people) => people.filter((person) => reaches(viewer, person)),
  knows: (caller) => caller.type === "user",
};

function reaches(person: PolicyPerson, other: PersonId): boolean {
  if (person.type === "user" || person.id === other) return true;
  return person.targets?.includes(other) ?? false;
}

/** The policy, bounded in time and failing closed. */
export class BoundedPolicy {
  readonly #policy: CallPolicy;
  readonly #clock: Clock;
  readonly #mostMs: number;

  constructor(policy: Partial<CallPolicy>, options: { clock: Clock; mostMs: number }) {
    this.#policy = { ...DEFAULT_POLICY, ...policy };
    this.#clock = options.clock;
    this.#mostMs = options.mostMs;
  }

  mayCall(caller: PolicyPerson, callee: PersonId): Promise<boolean> {
    return this.#ask(() => this.#policy.mayCall(caller, callee));
  }

  knows(caller: PolicyPerson, callee: PersonId): Promise<boolean> {
    return this.#ask(() => this.#policy.knows(caller, callee));
  }

  async sees(viewer: PolicyPerson, people: readonly PersonId[]): Promise<Set<PersonId>> {
    return new Set(await this.#ask(() => this.#policy.sees(viewer, people)));
  }

  async #ask<Answer>(question: () => Promise<Answer> | Answer): Promise<Answer> {
    try {
      const answer = question();
      return answer instanceof Promise ? await this.#inTime(answer) : answer;
    } catch (cause) {
      throw new CallError("policy-unavailable", { cause });
    }
  }

  async #inTime<Answer>(answer: Promise<Answer>): Promise<Answer> {
    let takeBack = () => {};
    const tooLate = new Promise<never>((_, reject) => {
      const refuse = () => reject(new Error(`no answer within ${this.#mostMs} ms`));
      takeBack = this.#clock.after(this.#mostMs, refuse);
    });
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      takeBack();
    }
  }
}
