import type { Call, CallId } from "@ringline/protocol";
import type { Door } from "./door.ts";
import type { UserUpdate } from "./exo-types.ts";
import { guarded } from "./listening.ts";
import { ringsAt, stateUpdate, updatesOf } from "./user-updates.ts";

type Listener = (update: UserUpdate) => void;

/** The older API's events of one person's calls, each once per page. @see SPEC EXO18, EXO22, EXO23 */
export class UserEvents {
  readonly #door: Door;
  readonly #listeners = new Set<{ hear: Listener }>();
  /** Live calls as they were last told. */
  readonly #live = new Map<CallId, Call>();
  readonly #offs: readonly (() => void)[];

  constructor(door: Door) {
    this.#door = door;
    for (const call of door.calls.values()) this.#keep(call);
    this.#offs = [
      door.on("callChanged", ({ call }) => this.#follow(call)),
      door.on("callGone", ({ call }) => this.#lose(call)),
    ];
  }

  /** Each listener hears what rings already first, then every change. */
  on(hear: Listener): () => void {
    const listener = { hear };
    const ringing = [...this.#live.values()].filter((call) => ringsAt(call, this.#me));
    this.#listeners.add(listener);
    queueMicrotask(() => {
      for (const { id } of ringing) {
        const call = this.#live.get(id);
        if (call && this.#listeners.has(listener))
          guarded(() => hear(stateUpdate(call, "started")));
      }
    });
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    for (const off of this.#offs) off();
    this.#listeners.clear();
  }

  get #me(): string {
    return this.#door.me?.party.id ?? "";
  }

  #follow(call: Call): void {
    const updates = updatesOf(call, this.#live.get(call.id), this.#me);
    this.#keep(call);
    for (const update of updates) this.#tell(update);
  }

  #keep(call: Call): void {
    if (call.phase === "ended") this.#live.delete(call.id);
    else this.#live.set(call.id, call);
  }

  /** Whoever is not in a group any more, and whose call nobody knows any more, has none that goes on. */
  #lose(id: CallId): void {
    const call = this.#live.get(id);
    this.#live.delete(id);
    if (call) this.#tell(stateUpdate(call, "stopped"));
  }

  #tell(update: UserUpdate): void {
    for (const { hear } of [...this.#listeners]) guarded(() => hear(structuredClone(update)));
  }
}
