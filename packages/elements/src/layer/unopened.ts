import type { CallClient } from "@ringline/client";
import { type Call, CallError, type CallId, type CallTarget, TIMES } from "@ringline/protocol";
import type { CallDesk, Refusal } from "../desk/call-desk.ts";
import { ownParticipant } from "../desk/parties.ts";

/** The server's clock and ours may tell the end of the wait differently. */
const SLACK_MS = 1_000;

/** Tells when a call page that was opened here never came: its seat was not claimed in time, and the call ended with that. */
export class UnopenedPages {
  readonly #desk: CallDesk;
  readonly #placed = new Set<CallId>();
  readonly #awaited = new Map<CallId, number>();
  readonly #releases: (() => void)[];

  constructor(desk: CallDesk) {
    this.#desk = desk;
    const note = ({ detail }: CustomEvent<{ call: Call }>): void => {
      this.#placed.add(detail.call.id);
      this.#look(detail.call);
    };
    const type = "ringline-call-placed";
    document.addEventListener(type, note as EventListener);
    this.#releases = [
      () => document.removeEventListener(type, note as EventListener),
      desk.client.on("callChanged", ({ call }) => this.#look(call)),
    ];
  }

  close(): void {
    for (const release of this.#releases) release();
  }

  #look(call: Call): void {
    const { id } = call;
    if (!this.#placed.has(id) && !this.#desk.answered.has(id)) return;
    const own = ownParticipant(call, this.#desk.client.me);
    if (own?.state === "joined" && call.phase !== "ended") {
      if (own.seat?.connection !== "awaited") this.#awaited.delete(id);
      else if (!this.#awaited.has(id)) this.#awaited.set(id, performance.now());
      return;
    }
    const since = this.#awaited.get(id);
    this.#awaited.delete(id);
    // Sooner it was ended by somebody.
    if (since === undefined || performance.now() - since < TIMES.claimMs - SLACK_MS) return;
    this.#desk.tell(this.#refusal(call));
  }

  #refusal(call: Call): Refusal {
    const desk = this.#desk;
    const error = new CallError("connection-lost");
    const target = otherSide(call, desk.client);
    const { media, provider } = call;
    const again = (): void => {
      desk.prefersPanel = true;
      desk.place(target, { media, provider }, document.documentElement);
    };
    return { act: "open", error, again };
  }
}

function otherSide({ target, caller }: Call, { me }: Pick<CallClient, "me">): CallTarget {
  const isCalled = target.type === "user" && target.id === me?.party.id;
  if (!isCalled || caller.type === "guest") return target;
  return caller.type === "address" ? caller : { type: "user", id: caller.id, name: caller.name };
}
