import type { CallError, Input, LogEntry, OperationName, Result } from "@ringline/protocol";
import type { ClientEvents, ConnectionState } from "../api.ts";
import { Listeners } from "../listeners.ts";
import type { LogLink } from "../logs/logs.ts";

/** The way to a server that keeps the lines of pages, in memory: it may be away, refuse, and switch loggers on and off. */
export class MemoryLogLink implements LogLink {
  wanted: string[] = ["ringline", "webrtc"];
  /** Thrown at each batch while it is there. */
  failure: CallError | undefined;
  state: ConnectionState = "connected";
  readonly batches: Input<"logs.write">[] = [];
  readonly #listeners = new Listeners<ClientEvents>();

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

  on: LogLink["on"] = (name, listener) => this.#listeners.on(name, listener);

  connect(): void {
    this.failure = undefined;
    this.state = "connected";
    this.#listeners.emit("connection", { state: "connected" });
  }

  /** The page goes. */
  leave(): void {
    this.#listeners.emit("leaving", undefined);
  }
}
