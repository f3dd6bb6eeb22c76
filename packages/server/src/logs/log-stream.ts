import { write, writeSync } from "node:fs";
import type { DestinationStream } from "pino";

/** Lines wait this long for others: a write per line would cost more than the line. */
const FLUSH_MS = 100;
const CHUNK = 64_000;
/** Characters that wait while nobody reads; what comes then is lost. */
const MOST_WAITING = 8_000_000;
/** At the end of the process a reader that does not read is waited for this long. */
const LAST_WAIT_MS = 500;
const LINE_FEED = 10;

/** What is being written: bytes that are left, and whether the system has them at this moment. */
interface Chunk {
  rest: Buffer;
  readonly lines: number;
  /** Lost ones that it tells of. */
  readonly told: number;
  readonly size: number;
  isWriting: boolean;
}

/**
 * A file, pipe or terminal for log lines: written beside the work and never within it. A reader that stops, or a disk that is
 * full, costs lines, which are counted, and nothing else. What waits at the end of the process is written then.
 */
export class LogStream implements DestinationStream {
  readonly #file: number;
  readonly #most: number;
  #waiting: string[] = [];
  #waitingSize = 0;
  #underWay: Chunk | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;
  #untold = 0;
  /** The last line that was written is not whole. */
  #isCut = false;

  /** `file`: its descriptor. `most`: characters that wait at most. */
  constructor(file: number, most: number = MOST_WAITING) {
    this.#file = file;
    this.#most = most;
    process.once("exit", () => this.#end());
  }

  /** Lines that were not written and will not be. */
  get lost(): number {
    return this.#lost;
  }

  write(line: string): void {
    if (this.#waitingSize + (this.#underWay?.size ?? 0) + line.length > this.#most) {
      this.#lose(1);
      return;
    }
    this.#waiting.push(line);
    this.#waitingSize += line.length;
    if (this.#waitingSize >= CHUNK) this.#flush();
    else this.#arm();
  }

  #arm(): void {
    this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS).unref();
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#underWay || this.#waiting.length === 0) return;
    this.#underWay = this.#take();
    this.#writeOn(this.#underWay);
  }

  #take(): Chunk {
    const told = this.#untold;
    const loss = told === 0 ? "" : lossLine(told);
    const rest = Buffer.from((this.#isCut ? "\n" : "") + loss + this.#waiting.join(""));
    const lines = this.#waiting.length;
    const chunk = { rest, lines, told, size: this.#waitingSize, isWriting: false };
    this.#untold = 0;
    this.#isCut = false;
    this.#waiting = [];
    this.#waitingSize = 0;
    return chunk;
  }

  #writeOn(chunk: Chunk): void {
    chunk.isWriting = true;
    write(this.#file, chunk.rest, (error, written) => {
      chunk.isWriting = false;
      if (error && isBusy(error)) {
        setTimeout(() => this.#writeOn(chunk), FLUSH_MS).unref();
        return;
      }
      if (error) {
        const left = chunk.rest.filter((byte) => byte === LINE_FEED).length;
        this.#lose(Math.min(left, chunk.lines));
        this.#untold += chunk.told;
      } else {
        const last = chunk.rest[written - 1];
        chunk.rest = chunk.rest.subarray(written);
        this.#isCut = last !== LINE_FEED;
        if (chunk.rest.length > 0) {
          this.#writeOn(chunk);
          return;
        }
      }
      this.#underWay = undefined;
      if (this.#waiting.length > 0) this.#arm();
    });
  }

  /** The process goes: what waits is written now, if it can be. */
  #end(): void {
    const until = performance.now() + LAST_WAIT_MS;
    const begun = this.#underWay?.isWriting ? undefined : this.#underWay?.rest;
    let rest = Buffer.concat([begun ?? Buffer.alloc(0), this.#take().rest]);
    while (rest.length > 0 && performance.now() < until)
      try {
        rest = rest.subarray(writeSync(this.#file, rest));
      } catch (error) {
        if (!isBusy(error as NodeJS.ErrnoException)) return;
      }
  }

  #lose(lines: number): void {
    this.#lost += lines;
    this.#untold += lines;
  }
}

/** A pipe whose reader is slow. */
function isBusy({ code }: NodeJS.ErrnoException): boolean {
  return code === "EAGAIN" || code === "EBUSY" || code === "EINTR";
}

function lossLine(lost: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: 40, time, lost, msg: "log lines were lost" })}\n`;
}
