import type { CallError, Input, LogEntry, OperationName, Result } from "@ringline/protocol";
import type { LogLink } from "../logs/logs.ts";

/** The way to a server that keeps the lines of pages, in memory: it may be away, refuse, and switch loggers on and off. */
export class MemoryLogLink implements LogLink {
  wanted: string[] = ["ringline", "webrtc"];
  /** Thrown at each batch while it is there. */
  failure: CallError | undefined;
  readonly batches: Input<"logs.write">[] = [];
  readonly #listeners = new Set<(event: { state: string }) => void>();

  /** Everything that arrived, in order. */
  get entries(): LogEntry[] {
    return this.batches.flatMap(({ entries }) => entries);
  }

  get dropped(): number {
    return this.batches.reduce((sum, { dropped = 0 }) => sum + dropped, 0);
  }

  request = async <Name extends OperationName>(
    _operation: Name,
    input: Input<Name>,
  ): Promise<Result<Name>> => {
    if (this.failure) throw this.failure;
    this.batches.push(input as Input<"logs.write">);
    return { kept: 0, wanted: this.wanted } as Result<Name>;
  };

  on(_name: "connection", listener: (event: { state: string }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  connect(): void {
    this.failure = undefined;
    for (const listener of this.#listeners) listener({ state: "connected" });
  }
}
