import { pauseAfter } from "@ringline/client";
import { CallError, type CallId } from "@ringline/protocol";
import type { Door } from "./door.ts";
import { ExoFailure } from "./exo-error.ts";
import type { Patience } from "./patience.ts";

/** What is said, and how. */
interface Speech {
  body: unknown;
  find(): Promise<CallId>;
  /** The person may not speak there yet: comes in, if that is what speaking means. Answers whether it did. */
  comeIn(): Promise<boolean>;
}

/** As many messages of one call may wait for their turn. */
const WAITING = 256;

interface Line {
  waiting: number;
  last: Promise<unknown>;
}

/**
 * What this page says in calls, by the older API's ids: one message after the other, so that they are heard in their order,
 * and each once, whatever the connection does.
 */
export class CallSpeech {
  readonly #name = randomName();
  readonly #door: Door;
  readonly #lines = new Map<string, Line>();
  #lastN = 0;

  constructor(door: Door) {
    this.#door = door;
  }

  /** Says something once it is its turn, unless that is too late. @throws {ExoFailure} CLIENT_ERROR when too much waits */
  async say(id: string, speech: Speech, patience: Patience) {
    const line = this.#lines.get(id) ?? { waiting: 0, last: Promise.resolve() };
    if (line.waiting >= WAITING)
      throw new ExoFailure("CLIENT_ERROR", `More than ${WAITING} messages wait to be sent`);
    this.#lines.set(id, line);
    line.waiting += 1;
    const turn = line.last;
    const said = (async () => {
      await patience.for(turn);
      const call = await patience.for(speech.find());
      try {
        await this.#say(call, speech.body, patience);
      } catch (error) {
        const isEarly = error instanceof CallError && error.code === "not-allowed";
        if (!isEarly || !(await speech.comeIn())) throw error;
        await this.#say(call, speech.body, patience);
      }
    })();
    line.last = said
      .catch(() => {})
      .finally(() => {
        line.waiting -= 1;
        if (line.waiting === 0) this.#lines.delete(id);
      });
    return said;
  }

  async #say(call: CallId, body: unknown, patience: Patience): Promise<void> {
    this.#lastN += 1;
    const once = { name: this.#name, n: this.#lastN };
    for (;;) {
      try {
        await patience.for(this.#door.request("calls.say", { call, body, once }));
        return;
      } catch (error) {
        const ms = pauseAfter(error);
        if (ms === undefined) throw error;
        await patience.for(new Promise((resolve) => setTimeout(resolve, ms)));
      }
    }
  }
}

/** Also on pages without a secure context, where there is no `randomUUID`. */
function randomName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
