import type { Reply } from "./message.ts";

interface Entry {
  message: Reply;
  bytes: number;
}

interface Batch {
  number: number;
  entries: readonly Entry[];
}

/** What a client has not got yet, or has not acknowledged, in its order. */
export class Backlog {
  #waiting: Entry[] = [];
  /** Sent, not acknowledged yet. */
  #batches: Batch[] = [];
  #batch = 0;
  #count = 0;
  #bytes = 0;
  readonly #acknowledged: boolean;

  constructor({ acknowledged }: { acknowledged: boolean }) {
    this.#acknowledged = acknowledged;
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  /** The number of the last batch, for the client to acknowledge; nothing where it does not. */
  get batch(): number | undefined {
    return this.#acknowledged ? this.#batch : undefined;
  }

  get waiting(): readonly Reply[] {
    return this.#waiting.map(({ message }) => message);
  }

  isBeyond({ queueMessages, queueBytes }: { queueMessages: number; queueBytes: number }): boolean {
    return this.#count > queueMessages || this.#bytes > queueBytes;
  }

  push(message: Reply): void {
    const bytes = Buffer.byteLength(JSON.stringify(message));
    this.#waiting.push({ message, bytes });
    this.#count += 1;
    this.#bytes += bytes;
  }

  /** Everything that waits, as sent. It stays here until it is acknowledged, where it is to be. */
  take(): readonly Reply[] {
    const entries = this.#waiting;
    this.#waiting = [];
    if (!this.#acknowledged) this.#forget(entries);
    else if (entries.length > 0) {
      this.#batch += 1;
      this.#batches.push({ number: this.#batch, entries });
    }
    return entries.map(({ message }) => message);
  }

  /** Forgets what came with this batch and those before; what was sent after it waits again. */
  acknowledge(number: number): void {
    const missing: Entry[] = [];
    for (const batch of this.#batches) {
      if (batch.number > number) missing.push(...batch.entries);
      else this.#forget(batch.entries);
    }
    this.#batches = [];
    this.#waiting = [...missing, ...this.#waiting];
  }

  clear(): void {
    this.#waiting = [];
    this.#batches = [];
    this.#count = 0;
    this.#bytes = 0;
  }

  #forget(entries: readonly Entry[]): void {
    this.#count -= entries.length;
    for (const { bytes } of entries) this.#bytes -= bytes;
  }
}
