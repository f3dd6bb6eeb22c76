/** One operation on one call, as the client that asked saw it. Times on one clock, any unit. */
export interface Operation {
  id: number;
  kind: "place" | "answer" | "cancel" | "decline" | "leave" | "get";
  /** The device that asked. */
  who: string;
  from: number;
  /** Absent: no answer came, so it may have taken effect, at any time after `from`, or never. */
  until?: number;
  /** `ok`, a refusal's code, or, for `get`, `phase` and the winner's device as `active/b1`. */
  result?: string;
}

/** A call as the protocol describes it, with as much as decides who is refused. */
interface CallState {
  phase: "none" | "ringing" | "active" | "ended";
  /** The device that answered. */
  winner?: string;
  endReason?: "cancelled" | "declined" | "hung-up";
}

interface Step {
  result: string;
  next: CallState;
}

/**
 * Whether one order of a call's operations explains every answer that was given (G4): each takes effect at one moment between
 * its question and its answer. A search with memory (Wing and Gong): histories of one call are short.
 * @throws for more than 30 operations
 */
export function isLinearizable(history: readonly Operation[]): boolean {
  if (history.length > 30) throw new Error(`split the history: ${history.length} operations`);
  return new OrderSearch(history).explains(new Set(history), { phase: "none" });
}

class OrderSearch {
  readonly #history: readonly Operation[];
  readonly #seen = new Set<string>();

  constructor(history: readonly Operation[]) {
    this.#history = history;
  }

  /** Whether the open operations can follow each other from this state. */
  explains(open: ReadonlySet<Operation>, state: CallState): boolean {
    const answered = [...open].flatMap(({ until }) => until ?? []);
    // What is left got no answer: it may never have happened.
    if (answered.length === 0) return true;
    if (this.#wasHere(open, state)) return false;
    const firstAnswer = Math.min(...answered);
    return [...open]
      .filter(({ from }) => from <= firstAnswer)
      .some((operation) => this.#canBeNext(operation, open, state));
  }

  #canBeNext(operation: Operation, open: ReadonlySet<Operation>, state: CallState): boolean {
    const { result, next } = step(state, operation);
    const isExplained =
      operation.until === undefined ? result === "ok" : result === operation.result;
    return isExplained && this.explains(without(open, operation), next);
  }

  #wasHere(open: ReadonlySet<Operation>, state: CallState): boolean {
    const mark = this.#history.map((operation) => (open.has(operation) ? "1" : "0")).join("");
    const key = `${mark} ${JSON.stringify(state)}`;
    const was = this.#seen.has(key);
    this.#seen.add(key);
    return was;
  }
}

function without(open: ReadonlySet<Operation>, operation: Operation): ReadonlySet<Operation> {
  return new Set([...open].filter((other) => other !== operation));
}

/** What the protocol answers in this state, and the state after it. */
function step(state: CallState, operation: Operation): Step {
  switch (operation.kind) {
    case "place":
      return state.phase === "none"
        ? { result: "ok", next: { phase: "ringing" } }
        : { result: "in-other-call", next: state };
    case "answer":
      return answer(state, operation.who);
    case "cancel":
    case "decline":
      return refusal(state, operation.kind === "cancel" ? "cancelled" : "declined");
    case "leave":
      return state.phase === "active" || state.endReason === "hung-up"
        ? { result: "ok", next: { ...state, phase: "ended", endReason: "hung-up" } }
        : { result: "call-ended", next: state };
    case "get":
      return { result: seen(state), next: state };
  }
}

function answer(state: CallState, who: string): Step {
  if (state.phase === "ringing") return { result: "ok", next: { phase: "active", winner: who } };
  if (state.phase === "ended") return { result: "call-ended", next: state };
  return { result: state.winner === who ? "ok" : "answered-elsewhere", next: state };
}

/** A refusal is repeatable by whoever gave it, and too late after an answer. */
function refusal(state: CallState, endReason: "cancelled" | "declined"): Step {
  if (state.phase === "ringing") return { result: "ok", next: { phase: "ended", endReason } };
  if (state.endReason === endReason) return { result: "ok", next: state };
  return { result: state.phase === "active" ? "not-ringing" : "call-ended", next: state };
}

/** The state as `get` reports it. */
export function seen({ phase, winner }: Pick<CallState, "phase" | "winner">): string {
  return `${phase}/${winner ?? "nobody"}`;
}
